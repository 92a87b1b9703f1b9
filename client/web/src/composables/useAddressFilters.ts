import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Filters that stand in the address: it can be kept, sent to a colleague and gone back to, and shows the same rows. A filter that
 * the address does not name is what `unsaid` says, else empty, which asks for everything.
 */
export function useAddressFilters<K extends string>(keys: readonly K[], unsaid: Partial<Record<K, string>> = {}) {
  const route = useRoute()
  const router = useRouter()

  function said(key: K): string {
    const value = route.query[key]
    return (typeof value === 'string' && value) || unsaid[key] || ''
  }

  /** The same object until one of them changes: whoever watches it reads nothing twice. */
  const filters = computed<Record<K, string>>((before) => {
    const now = Object.fromEntries(keys.map((key) => [key, said(key)])) as Record<K, string>
    return before && keys.every((key) => before[key] === now[key]) ? before : now
  })
  const filtered = computed(() => keys.some((key) => filters.value[key] !== (unsaid[key] ?? '')))

  function go(change: Partial<Record<K, string>>): void {
    const query = { ...route.query, ...filters.value, ...change }
    const told = Object.entries(query).filter(([key, value]) => value && value !== unsaid[key as K])
    void router.replace({ query: Object.fromEntries(told) })
  }

  const clear = () => void router.replace({ query: {} })

  return { filters, filtered, go, clear }
}
