import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { CaseQuery } from '@/api/wire'
import { useMemory } from '@/composables/useMemory'
import { askedState } from '@/words/filters'
import { chosenFrom, strings, type Column } from '@/words/columns'

export const PAGE_SIZES = [20, 50, 100, 200]

/** The part of a list that stands in its address: sent to a colleague, it shows the same. */
export interface ListAddress {
  state?: string
  initiator?: string
  department?: string
  q?: string
  order?: string
  cols?: string
}

const pageSize = (value: unknown): value is number => PAGE_SIZES.includes(value as number)

/** `standard` is the state filter that the list opens with. */
export function useListAddress(kind: string, all: Ref<Column[]>, standard: () => string) {
  const route = useRoute()
  const router = useRouter()
  const limit = useMemory('cases.limit', 50, pageSize)
  const keys = computed(() => all.value.map((column) => column.key))
  const keptColumns = useMemory(kind === 'online_signing' ? 'cases.columns' : `${kind}.columns`, keys.value, strings)

  const address = computed<ListAddress>(() => {
    const entries = Object.entries(route.query).filter(([, value]) => typeof value === 'string' && value)
    return Object.fromEntries(entries)
  })

  const query = computed<CaseQuery>(() => {
    const { state, initiator, department, q, order } = address.value
    return { kind, state: askedState(state, standard()), initiator, department, q, order }
  })

  const columns = computed(() => chosenFrom(all.value, address.value.cols?.split(',') ?? keptColumns.value))

  function go(change: ListAddress): void {
    void router.replace({ query: { ...address.value, ...change } })
  }

  function chooseColumns(chosen: string[]): void {
    keptColumns.value = chosen
    go({ cols: chosen.length === keys.value.length ? undefined : chosen.join(',') })
  }

  return { address, query, columns, limit, go, chooseColumns }
}
