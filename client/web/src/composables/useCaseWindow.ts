import { readCases } from '@/api/reads'
import type { CaseQuery, CaseRow, TopicFrame } from '@/api/wire'
import { freshRows, mergeChanged, type Leaves, type ListRow } from './listRows'
import { useWindow } from './useWindow'

/** A long list of cases, kept up by pushes without moving a row. */
export function useCaseWindow(leaves: Leaves) {
  /** Frames heard while an answer is under way: they may be newer than the answer. */
  let meanwhile: TopicFrame[] = []
  let query: CaseQuery = {}
  /** The present reading of the list; each reading anew is another one. */
  let reading: AbortSignal | null = null

  const list = useWindow<ListRow, { rows: ListRow[]; total: number }>(async (offset, limit, signal) => {
    if (signal !== reading) meanwhile = []
    reading = signal
    const page = await readCases({ ...query, offset, limit }, signal)
    return { rows: freshRows(page.rows), total: page.total }
  }, again)

  function ask(next: CaseQuery): Promise<void> {
    query = next
    return list.restart()
  }

  function again(): void {
    meanwhile.forEach(apply)
  }

  function hear(frame: TopicFrame): void {
    if (!list.reading()) meanwhile = []
    else meanwhile.push(frame)
    apply(frame)
  }

  function apply(frame: TopicFrame): void {
    if (frame.type === 'case') merge([frame.row])
    if (frame.type !== 'queue') return
    merge(frame.changed)
    list.outdated.value ||= frame.more
  }

  function merge(changed: CaseRow[]): void {
    const elsewhere = new Set(changed.map((row) => row.case))
    list.change((rows) => {
      const here = rows.filter((item) => elsewhere.has(item.row.case))
      if (!here.length) return rows
      const merged = mergeChanged(rows, changed, leaves).rows
      here.forEach((item) => elsewhere.delete(item.row.case))
      return merged
    })
    list.outdated.value ||= elsewhere.size > 0
  }

  return { ...list, ask, hear }
}
