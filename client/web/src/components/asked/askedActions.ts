import { answerCase, giveUp, takeBack, voidCase, withdraw, type Intent } from '@/api/commands'
import type { CaseRow } from '@/api/wire'

/** The actions that the next tap cannot undo, and what each is asked of the server by. */
export const ASKED = {
  take_back: takeBack,
  void: voidCase,
  give_up: giveUp,
  withdraw,
  agree: (row: CaseRow) => answerCase(row, { answer: 'agree' }),
} satisfies Record<string, (row: CaseRow) => Intent>

export type AskedCode = keyof typeof ASKED
