import type { CaseRow } from '@/api/wire'
import { STATE, inReview } from '@/words/states'

/** The one thing a graduate's home page is about. */
export type Situation =
  | { kind: 'answer'; row: CaseRow; more: number }
  | { kind: 'wait'; row: CaseRow }
  | { kind: 'signed'; row: CaseRow }
  | { kind: 'nothing'; last: CaseRow | null }

const openInvitation = (row: CaseRow, nowMs: number) => row.state === STATE.invited && (row.expires_at_ms ?? Infinity) > nowMs
const soonestFirst = (a: CaseRow, b: CaseRow) => (a.expires_at_ms ?? 0) - (b.expires_at_ms ?? 0)
const newestFirst = (a: CaseRow, b: CaseRow) => b.since_ms - a.since_ms

/** What is effective comes before what is in process, that before what waits for an answer (SIG-08). */
export function situationOf(rows: CaseRow[], nowMs: number): Situation {
  const signed = rows.find((row) => row.state === STATE.effective)
  if (signed) return { kind: 'signed', row: signed }
  const waiting = rows.find((row) => inReview(row.state))
  if (waiting) return { kind: 'wait', row: waiting }
  const open = rows.filter((row) => openInvitation(row, nowMs)).sort(soonestFirst)
  if (open[0]) return { kind: 'answer', row: open[0], more: open.length - 1 }
  return { kind: 'nothing', last: [...rows].sort(newestFirst)[0] ?? null }
}

export interface Step {
  title: string
  /** When it was done; absent while it is not. */
  at_ms: number | null
  state: 'done' | 'now' | 'ahead' | 'failed'
  /** Who is at it now, or what comes. */
  note: string
}

const reviewNote = (row: CaseRow, word: string) => {
  if (row.state === STATE.inReviewDepartment) return `学院正在${word}，之后由学校${word}，您不需要做什么`
  if (row.state === STATE.inReviewSchool) return `学校正在${word}，您不需要做什么`
  return `同意之后，由学院、学校${word}`
}

function answerStep(row: CaseRow): Step {
  if (row.submitted_at_ms) return { title: '我同意签约', at_ms: row.submitted_at_ms, state: 'done', note: '' }
  if (row.state === STATE.invited) return { title: '我来决定是否同意', at_ms: null, state: 'now', note: '现在等您决定' }
  return { title: row.state_label, at_ms: row.since_ms, state: 'failed', note: '' }
}

/** Who was deleted from the roster cannot be invited again (INV-01). */
const failureNote = (row: CaseRow) =>
  row.state === STATE.invalidated ? '您已被移出学校的毕业生名单，如有疑问请联系学校就业部门' : '用人单位可以重新发起邀请'

function reviewStep(row: CaseRow, word: string): Step {
  const title = `学院、学校${word}`
  if (row.state === STATE.effective) return { title, at_ms: row.since_ms, state: 'done', note: '' }
  if (inReview(row.state)) return { title, at_ms: null, state: 'now', note: reviewNote(row, word) }
  if (row.submitted_at_ms) return { title: row.state_label, at_ms: row.since_ms, state: 'failed', note: failureNote(row) }
  return { title, at_ms: null, state: 'ahead', note: reviewNote(row, word) }
}

/** An online signing as a graduate sees it: a line of steps, with dates and who is at it now (EXT-11). */
export function stepsOf(row: CaseRow, word: string, invitedAtMs: number | null): Step[] {
  const effective = row.state === STATE.effective
  return [
    { title: '收到签约邀请', at_ms: invitedAtMs, state: 'done', note: '' },
    answerStep(row),
    reviewStep(row, word),
    {
      title: '就业协议生效',
      at_ms: effective ? row.since_ms : null,
      state: effective ? 'done' : 'ahead',
      note: effective ? '恭喜，签约完成' : '',
    },
  ]
}
