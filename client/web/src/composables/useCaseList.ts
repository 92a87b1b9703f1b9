import { ref, shallowRef } from 'vue'
import { readCases } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { CaseQuery, CaseRow, TopicFrame } from '@/api/wire'
import { freshRows, mergeChanged, type Leaves, type ListRow } from './listRows'

/** One page of cases: read by query, walked by cursor, kept up by pushes without moving a row. */
export function useCaseList(leaves: Leaves) {
  const rows = shallowRef<ListRow[]>([])
  const total = ref(0)
  const loading = ref(true)
  /** Something changed that this page does not show; the reader decides when to look. */
  const outdated = ref(false)
  const failure = ref<{ title: string; detail: string } | null>(null)
  const next = ref<string | null>(null)
  const cursors = ref<string[]>([])

  /** Frames heard while an answer is under way: they may be newer than the answer. */
  let meanwhile: TopicFrame[] = []
  let query: CaseQuery = {}
  let under: AbortController | null = null

  async function load(): Promise<void> {
    under?.abort()
    const mine = (under = new AbortController())
    loading.value = true
    meanwhile = []
    try {
      const page = await readCases({ ...query, cursor: cursors.value.at(-1) }, mine.signal)
      rows.value = freshRows(page.rows)
      total.value = page.total
      next.value = page.next ?? null
      outdated.value = false
      failure.value = null
      meanwhile.forEach(apply)
    } catch (error) {
      if (!mine.signal.aborted) failure.value = inWords(error)
    } finally {
      if (under === mine) loading.value = false
    }
  }

  function ask(nextQuery: CaseQuery): Promise<void> {
    query = nextQuery
    cursors.value = []
    return load()
  }

  function forward(): Promise<void> {
    if (next.value) cursors.value = [...cursors.value, next.value]
    return load()
  }

  function back(): Promise<void> {
    cursors.value = cursors.value.slice(0, -1)
    return load()
  }

  function merge(changed: CaseRow[]): void {
    const merged = mergeChanged(rows.value, changed, leaves)
    rows.value = merged.rows
    outdated.value ||= merged.others
  }

  function hear(frame: TopicFrame): void {
    if (loading.value) meanwhile.push(frame)
    apply(frame)
  }

  function apply(frame: TopicFrame): void {
    if (frame.type === 'case') merge([frame.row])
    if (frame.type !== 'queue') return
    merge(frame.changed)
    outdated.value ||= frame.more
  }

  return { rows, total, loading, outdated, failure, next, cursors, load, ask, forward, back, hear }
}
