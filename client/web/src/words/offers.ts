import type { CaseDetail } from '@/api/wire'

/** Whether the server offers this action to the reader now. */
export const offers = (detail: CaseDetail | null | undefined, code: string): boolean => !!detail?.actions.some((action) => action.code === code)

/** Whether the reader decides it: approving may be held up, rejecting never is. */
export const isDecidable = (detail: CaseDetail | null | undefined): boolean => offers(detail, 'approve') || offers(detail, 'reject')

/** The name and the effect of an action for this kind of case, in the server's words. */
export const actionOf = (detail: CaseDetail, code: string) => detail.actions.find((action) => action.code === code)
