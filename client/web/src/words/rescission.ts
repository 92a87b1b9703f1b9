import type { CaseDetail, TrailEntry } from '@/api/wire'
import { STATE } from './states'

/** Names that a history gives to the other side's answer to a rescission, and the end that a school puts to it (RES-01, RES-02). */
const AGREED = '同意解约'
const REFUSED = '不同意解约'
const FORCED = '强制解约'

/** 「对方意见」. */
export interface OtherSide {
  /** It has not answered. */
  waits: boolean
  text: string
  at_ms?: number
  note?: string
}

const last = (trail: readonly TrailEntry[], what: string) => trail.findLast((entry) => entry.what === what)

const said = (text: string, entry: TrailEntry | undefined): OtherSide => ({
  waits: false,
  text,
  ...(entry && { at_ms: entry.at_ms }),
  ...(entry?.note && { note: entry.note }),
})

/** The other side's word on a rescission; `null` where nobody is asked for one. */
export function otherSideOf({ row, trail }: CaseDetail): OtherSide | null {
  const [agreed, refused, forced] = [last(trail, AGREED), last(trail, REFUSED), last(trail, FORCED)]
  if (refused) return said('不同意解约', refused)
  if (agreed) return said('同意解约', agreed)
  if (forced) return said('没有答复，学校强制解约', forced)
  if (row.state === STATE.askedEmployer || row.state === STATE.invited) return { waits: true, text: '还没有答复' }
  return row.kind === 'online_rescission' ? said('没有答复', undefined) : null
}
