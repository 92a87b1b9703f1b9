import { STATE, inReview } from './states'

/** The list's filter when none was chosen: the guide's default (SIG-02). */
export const DEFAULT_FILTER = 'agreement_in_review'
/** What waits at departments where nobody can decide; offered to school users, no entry of the guide's (SET-07). */
export const UNATTENDED = 'unattended'
export const UNATTENDED_LABEL = '等待学院审核，但院系无人审核'
/** The guide's one entry for both levels of review of an online signing. */
export const BOTH_LEVELS = 'accepted_in_review'
/** Chosen in the state filter to see everything; not a code of the server's. */
export const EVERY_STATE = 'all'

/** What the address says and what the server is asked: no `state` is the default, `all` is none. */
export function askedState(inAddress: string | undefined): string | undefined {
  if (inAddress === EVERY_STATE) return undefined
  return inAddress || DEFAULT_FILTER
}

/** Whether a row in this state belongs under the filter: a state's own code, or the entry that covers two. */
export function covers(filter: string, state: string): boolean {
  return filter === state || (filter === BOTH_LEVELS && inReview(state)) || (filter === UNATTENDED && state === STATE.inReviewDepartment)
}
