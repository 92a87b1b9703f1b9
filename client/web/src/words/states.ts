import type { CaseRow, Role } from '@/api/wire'

/** Stable codes of states, where a page has to act on one. */
export const STATE = {
  invited: 'invited',
  askedEmployer: 'asked_employer',
  stampAwaited: 'stamp_awaited',
  effective: 'effective',
  declined: 'declined',
  invalidated: 'invalidated',
} as const

/** Filters of what waits at a level, whatever its kind and phase: as tiles count it. */
export const WAITING = { department: 'waiting_department', school: 'waiting_school' } as const

/** The level at which a case in this state waits for a review. */
export function levelOf(state: string): 'department' | 'school' | null {
  if (!state.startsWith('in_')) return null
  if (state.endsWith('review_department')) return 'department'
  return state.endsWith('review_school') ? 'school' : null
}

/** Whether it is the stamped agreement that is reviewed (OFF-02). */
export const isSecondPhase = (state: string) => state.startsWith('in_second_review')

export const inReview = (state: string) => levelOf(state) !== null

/** Whether a case in this state waits for a reader of this role; `unattended`: nobody of its department can decide it (SET-07). */
export function awaits(state: string, role: Role, unattended = false): boolean {
  const level = levelOf(state)
  if (role === 'school') return level === 'school' || (unattended && level === 'department')
  return role === 'department' && level === 'department'
}

/** Whether the employer was asked to agree to a rescission and has let the time to answer pass (RES-02, EXT-16). */
export const isOverdue = (row: CaseRow, nowMs: number): boolean =>
  row.state === STATE.askedEmployer && !!row.about && !!row.expires_at_ms && row.expires_at_ms <= nowMs
