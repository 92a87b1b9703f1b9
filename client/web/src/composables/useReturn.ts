import { onScopeDispose } from 'vue'
import { Unanswered } from '@/api/refusal'
import { untilAnsweredAnew } from '@/parts/server'

/** Between two readings that get no answer from a server that does answer others. */
const APART_MS = 3_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)))

/** Reads again, once the server answers, what got no answer: nobody has to press a button for the network's sake (EXT-05). */
export function useReturn(again: () => void): (failure: unknown) => void {
  let [open, waits, last] = [true, false, 0]
  onScopeDispose(() => (open = false), true)

  async function wait(): Promise<void> {
    waits = true
    await untilAnsweredAnew()
    await pause(last + APART_MS - Date.now())
    last = Date.now()
    waits = false
    if (open) again()
  }

  return (failure) => {
    if (failure instanceof Unanswered && !waits) void wait()
  }
}
