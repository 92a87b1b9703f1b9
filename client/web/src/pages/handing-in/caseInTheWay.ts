import type { CaseRow } from '@/api/wire'

/** The states of a case that still moves: reviewed, waited for, or to be handed in once more. */
const MOVING = /^(in_review|in_second_review|stamp_awaited|taken_back_second|returned_second|asked|invited)/

/** The agreement is approved, and its stamped image is waited for (OFF-02). */
export const isStamping = (state: string) => /^(stamp_awaited|taken_back_second|returned_second)$/.test(state)

const isMoving = ({ state }: CaseRow) => MOVING.test(state)
/** The end of an agreement is a case as well, and none that keeps from another one. */
const binds = (row: CaseRow) => !row.about && row.state !== 'invited'

/** By the code of a refusal that another case causes: whether this case is the one. */
const CAUSES: Record<string, (row: CaseRow) => boolean> = {
  already_effective: (row) => binds(row) && row.state === 'effective',
  case_in_process: (row) => binds(row) && isMoving(row),
  rescission_open: (row) => !!row.about && (isMoving(row) || /^(returned|taken_back)/.test(row.state)),
}

export const isByCase = (code: string) => code in CAUSES

/** The case that a refusal with this code speaks of, among those of the graduate. */
export const caseInTheWay = (code: string, cases: readonly CaseRow[]) => cases.find((row) => CAUSES[code]?.(row))
