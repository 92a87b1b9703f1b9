import { shallowRef } from 'vue'

/** So long a decision at the desk can be taken back; until then nobody else hears of it (EXT-09). */
export const UNDO_MS = 10_000

/** A decision that can still be taken back. */
export interface Undoable {
  case: string
  version: number
  /** 「审核通过：张三」. */
  words: string
  /** By this page's own clock. */
  until: number
}

const last = shallowRef<Undoable | null>(null)
/** The case that was taken back last; another object each time. */
const undone = shallowRef<{ case: string } | null>(null)

/** The newest decision: the one before it takes effect on its own. */
export const useUndo = () => ({
  last,
  undone,
  offer: (decision: Omit<Undoable, 'until'>) => (last.value = { ...decision, until: Date.now() + UNDO_MS }),
  forget: () => (last.value = null),
})
