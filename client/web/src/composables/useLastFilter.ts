import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/stores/session'
import { useMemory } from './useMemory'

type Filter = Record<string, string>

const isFilter = (value: unknown): value is Filter =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((one) => typeof one === 'string')

/**
 * What a list was last filtered by, for this person on this device. A list opens with the guide's default (SIG-02); what was used
 * last is offered beside it (EXT-18). Not what was typed: that may be a name or an ID number.
 */
export function useLastFilter(list: string, keys: readonly string[], unsaid: Filter = {}) {
  const route = useRoute()
  const router = useRouter()
  const me = useSession().me
  const kept = useMemory<Filter>(`filter.${list}.${me?.role}.${me?.organisation}.${me?.name}`, {}, isFilter)

  const now = computed<Filter>(() => {
    const said = keys
      .map((key) => [key, route.query[key]] as const)
      .filter(([, value]) => typeof value === 'string' && value)
      .filter(([key, value]) => value !== unsaid[key])
    return Object.fromEntries(said) as Filter
  })
  const isAny = (filter: Filter) => Object.keys(filter).length > 0

  watch(now, (filter) => void (isAny(filter) && (kept.value = filter)), { immediate: true })

  const offered = computed(() => (isAny(now.value) || !isAny(kept.value) ? null : kept.value))
  const use = () => void router.replace({ query: { ...route.query, ...kept.value } })

  return { offered, use }
}
