import { useCodeStore } from '@/stores/codes'
import type { Code } from '@/api/wire'

/** Code tables by name: rows for a form, names for a page. */
export function useCodes() {
  const store = useCodeStore()
  void store.load().catch(() => undefined)

  const rows = (table: string): Code[] => store.tables[table] ?? []
  const row = (table: string, code: string): Code | undefined => store.names[table]?.get(code)
  /** A state or a filter of states, in the words of a kind of case: kinds share the codes. */
  const stateName = (kind: string, code: string): string => rows('case_filters').find((row) => row.code === code && row.kinds?.includes(kind))?.name ?? code
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

  return { rows, name, stateName, region, row }
}
