import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { CaseQuery } from '@/api/wire'
import { useMemory } from '@/composables/useMemory'
import { useOwnMemory } from '@/composables/useOwnMemory'
import { useKeptWidths } from '@/composables/useColumnWidths'
import { widthsIn, widthsOut } from '@/words/columnOrder'
import { EVERY_STATE, askedState } from '@/words/filters'
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
  /** Widths, where a link carries them. */
  widths?: string
}

/** Enough digits for an ID number: not to be passed on in a link. */
const NUMBER = /\d{15}/

const pageSize = (value: unknown): value is number => PAGE_SIZES.includes(value as number)

/** `standard` is the state filter that the list opens with. */
export function useListAddress(kind: string, all: Ref<Column[]>, standard: () => string) {
  const route = useRoute()
  const router = useRouter()
  const limit = useMemory('cases.limit', 50, pageSize)
  const keys = computed(() => all.value.map((column) => column.key))
  const memory = kind === 'online_signing' ? 'cases' : kind
  const keptColumns = useOwnMemory(`${memory}.columns`, keys.value, strings)
  const keptWidths = useKeptWidths(memory)
  /** Read once: a width that the reader changes afterwards is their own. */
  const lentWidths = widthsIn(route.query['widths'])

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

  /** The columns in their order; the list's own choice is not said. */
  function chooseColumns(chosen: string[]): void {
    keptColumns.value = chosen
    go({ cols: chosen.join() === keys.value.join() ? undefined : chosen.join(',') })
  }

  /** A link that shows a colleague what is on this screen: filter, order of rows, columns with their order and widths. */
  function link(): string {
    const { q, state, ...rest } = address.value
    const widths = widthsOut({ ...keptWidths.value, ...lentWidths })
    const whole = {
      ...rest,
      state: state ?? (standard() || EVERY_STATE),
      cols: columns.value.map(({ key }) => key).join(','),
      ...(q && !NUMBER.test(q) && { q }),
      ...(widths && { widths }),
    }
    return new URL(router.resolve({ query: whole }).href, location.origin).href
  }

  return { address, query, columns, limit, lentWidths, memory, go, chooseColumns, link }
}
