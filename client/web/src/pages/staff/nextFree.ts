import { readCase } from '@/api/reads'
import { heldOf } from '@/live'

/** Held items in a row that are passed by; more colleagues than that are not at one queue. */
const MOST = 12

/**
 * From an item of the queue on, the first that no colleague is at (EXT-01). Where every one is held it is that item itself: its page
 * says who holds it, and offers to take over.
 */
export async function freeFrom(start: string, isHeld: (id: string) => boolean, after: (id: string) => Promise<string | null | undefined>): Promise<string> {
  const passed = new Set<string>()
  let at: string | null | undefined = start
  while (at && !passed.has(at) && passed.size < MOST) {
    if (!isHeld(at)) return at
    passed.add(at)
    at = await after(at)
  }
  return start
}

const isHeld = (id: string) => (heldOf(id)?.until_ms ?? 0) > Date.now()
/** Without an answer the way ends here. */
const after = (id: string) =>
  readCase(id).then(
    (detail) => detail.place?.next,
    () => null,
  )

export const nextFree = (start: string) => freeFrom(start, isHeld, after)
