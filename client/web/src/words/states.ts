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

/** Whether a case in this state waits for a reader of this role. */
export function awaits(state: string, role: Role): boolean {
  return (role === 'department' && state === STATE.inReviewDepartment) || (role === 'school' && state === STATE.inReviewSchool)
}
