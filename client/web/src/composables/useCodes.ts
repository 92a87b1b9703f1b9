import { useCodeStore } from '@/stores/codes'
import type { Code } from '@/api/wire'
import { toldApart } from '@/words/filters'

/** Code tables by name: rows for a form, names for a page. */
export function useCodes() {
  const store = useCodeStore()
  void store.load().catch(() => undefined)

  const rows = (table: string): Code[] => store.tables[table] ?? []
  const row = (table: string, code: string): Code | undefined => store.names[table]?.get(code)
  /** The entries of a list's filter of states: those that a school can have rows under. */
  const filtersOf = (list: string): Code[] =>
    toldApart(
      rows('review_filters').filter((row) => row.kinds?.includes(list)),
      (kind) => name('case_kinds', kind),
    )
  /** A state or a filter of states, in the words of a list: lists share the codes. */
  const stateName = (list: string, code: string): string => filtersOf(list).find((row) => row.code === code)?.name ?? code
  /** The code itself until the tables are there: never nothing. */
  const name = (table: string, code: string): string => row(table, code)?.name ?? code

  /** 「浙江省 杭州市 西湖区」, without the filler rows that repeat nothing. */
  function region(code: string): string {
    const names: string[] = []
    for (let at = row('regions', code); at; at = at.parent ? row('regions', at.parent) : undefined) {
      if (!/^(市辖区|县|.*直辖县级行政区划)$/.test(at.name)) names.unshift(at.name)
    }
    return names.join(' ') || code
  }

  return { rows, name, filtersOf, stateName, region, row }
}
