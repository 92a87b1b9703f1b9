import { onScopeDispose } from 'vue'

/** Between two readings. */
export const PACE_MS = 1_000
/** A reading that has not ended by then is not waited for any more. */
const PATIENCE_MS = 30_000

/**
 * Work that a stream of events asks for: the first is answered at once, and while more arrive once a second, at most and at least. Two
 * never run together, but for one that does not end; what was asked for meanwhile is done after it.
 */
export function pace(work: () => unknown, everyMs = PACE_MS) {
  let [asked, running, begun] = [false, false, -Infinity]
  let timer: ReturnType<typeof setTimeout> | undefined

  function ask(): void {
    asked = true
    plan()
  }

  /** Never put off by another event: a timer that is set stays. */
  function plan(): void {
    if (!asked || running || timer !== undefined) return
    const wait = begun + everyMs - performance.now()
    if (wait > 0) timer = setTimeout(run, wait)
    else void run()
  }

  async function run(): Promise<void> {
    timer = undefined
    ;[asked, running, begun] = [false, true, performance.now()]
    const mine = begun
    const over = () => {
      if (mine === begun) running = false
      plan()
    }
    const lost = setTimeout(over, PATIENCE_MS)
    await Promise.resolve(work()).catch(() => undefined)
    clearTimeout(lost)
    over()
  }

  /** Does at once what is asked for and not done yet. */
  function flush(): void {
    if (timer === undefined) return
    clearTimeout(timer)
    void run()
  }

  function stop(): void {
    asked = false
    clearTimeout(timer)
    timer = undefined
  }

  return { ask, flush, stop }
}

/** The same for as long as the page is: what is asked for is `ask`. */
export function usePace(work: () => unknown, everyMs = PACE_MS): () => void {
  const { ask, stop } = pace(work, everyMs)
  onScopeDispose(stop, true)
  return ask
}
