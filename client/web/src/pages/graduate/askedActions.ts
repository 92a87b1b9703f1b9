import { takeBack, voidCase, type Intent } from '@/api/commands'
import type { CaseRow } from '@/api/wire'

export type AskedCode = 'take_back' | 'void'

/** The actions that the next tap cannot undo, and how each is asked for. */
export const ASKED: Record<AskedCode, { title: string; intent: (row: CaseRow) => Intent }> = {
  take_back: { title: '撤回这份登记？', intent: takeBack },
  void: { title: '作废这份登记？', intent: voidCase },
}
