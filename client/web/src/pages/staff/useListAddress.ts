import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { CaseQuery } from '@/api/wire'
import { useMemory } from '@/composables/useMemory'
import { askedState } from '@/words/filters'
import { chosenFrom, strings } from '@/words/columns'
import { COLUMNS, COLUMN_KEYS } from './columns'

export const PAGE_SIZES = [20, 50, 100, 200]

/** What stands in the address of a list: it can be sent to a colleague, who sees the same. */
export interface ListAddress {
  state?: string
  initiator?: string
  department?: string
  q?: string
  order?: string
  cols?: string
}

const pageSize = (value: unknown): value is number => PAGE_SIZES.includes(value as number)

export function useListAddress() {
  const route = useRoute()
  const router = useRouter()
  const limit = useMemory('cases.limit', 50, pageSize)
  const keptColumns = useMemory('cases.columns', COLUMN_KEYS, strings)

  const address = computed<ListAddress>(() => {
    const entries = Object.entries(route.query).filter(([, value]) => typeof value === 'string' && value)
    return Object.fromEntries(entries)
  })

  const query = computed<CaseQuery>(() => {
    const { state, initiator, department, q, order } = address.value
    return { state: askedState(state) ?? undefined, initiator, department, q, order }
  })

  const columns = computed(() => chosenFrom(COLUMNS, address.value.cols?.split(',') ?? keptColumns.value))

  function go(change: ListAddress): void {
    void router.replace({ query: { ...address.value, ...change } })
  }

  function chooseColumns(keys: string[]): void {
    keptColumns.value = keys
    go({ cols: keys.length === COLUMN_KEYS.length ? undefined : keys.join(',') })
  }

  return { address, query, columns, limit, go, chooseColumns }
}
