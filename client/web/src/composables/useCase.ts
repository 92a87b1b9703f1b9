import { ref } from 'vue'
import { readCase } from '@/api/reads'
import type { CaseDetail, CaseRow, TopicFrame } from '@/api/wire'
import { takeAhead } from './caseCache'
import { useLoad } from './useLoad'
import { useTopic } from './useTopic'

/** One case on screen: read, kept up by pushes, and with a word about what changed under the reader's eyes. */
export function useCase(id: string, topic: 'queue' | 'me') {
  const { content: detail, failure, load } = useLoad<CaseDetail>(() => readCase(id))
  const changed = ref('')
  /** Versions of one's own making are no news. */
  let ownVersion = 0

  function see(row: CaseRow): void {
    const shown = detail.value
    if (row.case !== id || (shown && row.version <= shown.row.version)) return
    // With nothing shown yet, the answer under way may be older than this.
    if (shown && row.version > ownVersion) changed.value = `该条目刚刚有变化：${row.state_label}，内容已更新，请重新核对。`
    void load()
  }

  function hear(frame: TopicFrame): void {
    if (frame.type === 'case') see(frame.row)
    if (frame.type !== 'queue') return
    frame.changed.forEach(see)
    if (frame.more) void load()
  }

  function own(version: number): Promise<void> {
    ownVersion = version
    changed.value = ''
    return load()
  }

  useTopic(topic, hear, () => void load())
  detail.value = takeAhead(id)
  void load()

  return { detail, failure, changed, load, own }
}
