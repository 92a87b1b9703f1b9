import { ref, watch } from 'vue'
import { readCase } from '@/api/reads'
import type { CaseDetail, CaseRow, TopicFrame } from '@/api/wire'
import { takeAhead } from './caseCache'
import { useLoad } from './useLoad'
import { useTopic } from './useTopic'
import { isDecidable, offers } from '@/words/offers'

/** One case on screen: read, kept up by pushes, and with a word about what changed under the reader's eyes. */
export function useCase(id: string, topic: 'queue' | 'me') {
  const { content: detail, failure, load, refresh } = useLoad<CaseDetail>(() => readCase(id))
  const changed = ref('')
  /** Versions of one's own making are no news. */
  let ownVersion = 0
  /** The version that an action was about of which nobody knows whether it arrived. */
  let checked: number | null = null
  /** The change by others that is not shown yet. */
  let news: CaseRow | null = null
  /** Giver of the verdict that the reader could still take back when the news came: its taking effect is none to them (EXT-09). */
  let giver: string | undefined

  function see(row: CaseRow): void {
    const shown = detail.value
    // A graduate's other signings decide what this one offers (SIG-08).
    if (shown && row.case !== id && row.exam_no === shown.row.exam_no) return refresh()
    // A verdict that can still be taken back is no version (EXT-09).
    if (row.case === id && shown && row.version === shown.row.version && row.held?.until_ms !== shown.row.held?.until_ms) return refresh()
    if (row.case !== id || (shown && row.version <= shown.row.version)) return
    // With nothing shown yet, the answer under way may be older than this.
    if (shown && row.version > ownVersion) tell(row)
    refresh()
  }

  /** Said at once, so that nobody decides what they have not seen; who did what comes with the content. */
  function tell(row: CaseRow): void {
    news = row
    giver = offers(detail.value, 'undo') ? detail.value?.row.held?.by : undefined
    if (!giver) changed.value = `该条目刚刚有变化：${row.state_label}。内容正在更新。`
  }

  /** Whether the last step was this reviewer's; a deputy signs with the other's name behind their own. */
  const isOf = (now: CaseDetail, name: string | undefined) => !!name && !!now.trail.at(-1)?.who.startsWith(`${name}（`)

  function complete(now: CaseDetail | null): void {
    if (checked !== null && now) {
      changed.value = now.row.version > checked ? `核对结果：${now.happened}。` : `核对结果：没有变化，现在仍是「${now.row.state_label}」。`
      checked = news = null
      return
    }
    if (!news || !now || now.row.version < news.version) return
    const again = isDecidable(now) ? '，请重新核对' : ''
    if (now.row.version > ownVersion && !isOf(now, giver)) changed.value = `该条目刚刚有变化：${now.happened}。内容已更新${again}。`
    news = null
  }

  function hear(frame: TopicFrame): void {
    if (frame.type === 'case') see(frame.row)
    if (frame.type !== 'queue') return
    frame.changed.forEach(see)
    // With nothing shown yet, the answer under way may have been given before the queue moved. The queue hears of a decision after
    // whoever made it: 「2 / 3」 read in between would stand there for good.
    if (frame.more || !detail.value || detail.value.place) refresh()
  }

  function own(version: number): Promise<void> {
    ownVersion = version
    changed.value = ''
    return load()
  }

  /** An action on this version was ended that may have arrived: what is read from now on says whether it did. */
  function check(version: number): void {
    checked = version
    changed.value = '上一次提交可能已经送达，正在核对结果。'
    void load()
  }

  watch(detail, complete)
  useTopic(topic, hear, () => void load())
  // Reviewers compare with the roster, whose changes make no new version of the case (SIG-04).
  if (topic === 'queue') useTopic('school', refresh, () => void load())
  detail.value = takeAhead(id)
  void load()

  return { detail, failure, changed, load, own, refresh, check }
}
