import type { CaseRow } from '@/api/wire'
import { STATE, inReview } from '@/words/states'

/** By the code of a refusal that another case causes: whether a case in this state is the one. */
const CAUSES: Record<string, (state: string) => boolean> = {
  already_effective: (state) => state === STATE.effective,
  case_in_process: inReview,
}

export const isByCase = (code: string) => code in CAUSES

/** The case that a refusal with this code speaks of, among those of the graduate. */
export const caseInTheWay = (code: string, cases: readonly CaseRow[]) => cases.find(({ state }) => CAUSES[code]?.(state))
