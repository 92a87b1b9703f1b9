import { ref, shallowRef } from 'vue'
import { readCases } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { CaseQuery, CaseRow, TopicFrame } from '@/api/wire'
import { freshRows, mergeChanged, type Leaves, type ListRow } from './listRows'
import { useReturn } from './useReturn'

/** A few cases, read at once and kept up by pushes without moving a row. */
export function useCaseList(leaves: Leaves) {
  const rows = shallowRef<ListRow[]>([])
  const total = ref(0)
  const loading = ref(true)
  /** Something changed that is not among them; the reader decides when to look. */
  const outdated = ref(false)
  const failure = ref<{ title: string; detail: string } | null>(null)

  /** Frames heard while an answer is under way: they may be newer than the answer. */
  let meanwhile: TopicFrame[] = []
  const lineBack = useReturn(() => void load())
  let query: CaseQuery = {}
  let under: AbortController | null = null

  async function load(): Promise<void> {
    under?.abort()
    const mine = (under = new AbortController())
    loading.value = true
    meanwhile = []
    try {
      const page = await readCases(query, mine.signal)
      rows.value = freshRows(page.rows)
      total.value = page.total
      outdated.value = false
      failure.value = null
      meanwhile.forEach(apply)
    } catch (error) {
      if (mine.signal.aborted) return
      failure.value = inWords(error)
      lineBack(error)
    } finally {
      if (under === mine) loading.value = false
    }
  }

  function ask(next: CaseQuery): Promise<void> {
    query = next
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

  return { rows, total, loading, outdated, failure, load, ask, hear }
}
