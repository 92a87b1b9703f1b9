import { STATE, inReview } from './states'

/** The cases at departments where nobody can decide; offered to school users, no entry of the guide's (SET-07). */
export const UNATTENDED = 'unattended'
export const UNATTENDED_LABEL = '等待学院审核，但院系无人审核'
/** Graduates who voided a destination and have handed in nothing since (VOI-01); a list of its own. */
export const VOIDED_ONLY = 'voided_only'
/** The guide's entries for both levels of review, one a kind. */
const BOTH_LEVELS = ['accepted_in_review', 'destination_in_review']
/** Chosen in the state filter to see everything; not a code of the server's. */
export const EVERY_STATE = 'all'

/** The state that the server is asked for, by the one in the address: no `state` is the list's default (SIG-02, DES-05), `all` is none. */
export function askedState(inAddress: string | undefined, standard: string): string | undefined {
  if (inAddress === EVERY_STATE) return undefined
  return inAddress || standard || undefined
}

/** The states of the lanes of an employer's board, as far as a state alone says its lane. */
const LANES: Record<string, (state: string) => boolean> = {
  lane_invited: (state) => state === STATE.invited,
  lane_accepted: (state) => state === STATE.inReviewDepartment,
  lane_reviewing: (state) => state === STATE.inReviewSchool,
  lane_declined: (state) => state === 'declined',
  lane_expired: (state) => state === 'expired',
}

/** Whether a row in this state belongs under the filter: a state's own code, or the entry that covers two. */
export function covers(filter: string, state: string): boolean {
  if (filter.startsWith('lane_')) return LANES[filter]?.(state) ?? true
  return filter === state || (BOTH_LEVELS.includes(filter) && inReview(state)) || (filter === UNATTENDED && state === STATE.inReviewDepartment)
}
