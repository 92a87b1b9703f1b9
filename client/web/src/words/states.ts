import type { Role } from '@/api/wire'

/** Stable codes of an online signing's states, where a page has to act on one. */
export const STATE = {
  invited: 'invited',
  inReviewDepartment: 'in_review_department',
  inReviewSchool: 'in_review_school',
  effective: 'effective',
  invalidated: 'invalidated',
} as const

export const inReview = (state: string) => state === STATE.inReviewDepartment || state === STATE.inReviewSchool

/** Whether a case in this state waits for a reader of this role; `unattended`: nobody of its department can decide it (SET-07). */
export function awaits(state: string, role: Role, unattended = false): boolean {
  if (role === 'school') return state === STATE.inReviewSchool || (unattended && state === STATE.inReviewDepartment)
  return role === 'department' && state === STATE.inReviewDepartment
}
