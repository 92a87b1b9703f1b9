import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The roster's filters stand in the address. */
export function useRosterAddress() {
  const route = useRoute()
  const router = useRouter()
  const text = (value: unknown) => (typeof value === 'string' ? value : '')

  const filters = computed(() => {
    const { department, q, removed } = route.query
    return { department: text(department), q: text(q), ...(removed === '1' && { removed: true }) }
  })

  function go(change: Record<string, string>): void {
    const query = { ...route.query, ...change }
    void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) })
  }

  return { filters, go }
}
