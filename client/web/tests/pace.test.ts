import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { pace, usePace } from '@/composables/usePace'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** One call every half second for so long. */
async function stream(ask: () => void, seconds: number): Promise<void> {
  for (let at = 0; at < seconds * 2; at += 1) {
    ask()
    await vi.advanceTimersByTimeAsync(500)
  }
}

describe('EXT-05 news that stream', () => {
  it('are read once a second, at most and at least, the last of them too', async () => {
    const work = vi.fn(async () => undefined)
    const { ask } = pace(work)
    await stream(ask, 15)
    expect(work).toHaveBeenCalledTimes(16)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(work).toHaveBeenCalledTimes(16)
  })

  it('are answered at once after a rest', async () => {
    const work = vi.fn()
    const { ask } = pace(work)
    ask()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(5_000)
    ask()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('never read twice at a time, and what comes meanwhile is read after it', async () => {
    let [running, most] = [0, 0]
    const { ask } = pace(async () => {
      most = Math.max(most, (running += 1))
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      running -= 1
    })
    await stream(ask, 10)
    expect(most).toBe(1)
  })

  it('are not held up for ever by a reading that does not end', async () => {
    const work = vi.fn(() => new Promise(() => undefined))
    const { ask } = pace(work)
    await stream(ask, 70)
    expect(work.mock.calls.length).toBeGreaterThan(1)
  })

  it('go on after a reading that failed', async () => {
    const work = vi.fn(() => Promise.reject(new Error('no')))
    const { ask } = pace(work)
    await stream(ask, 3)
    expect(work).toHaveBeenCalledTimes(4)
  })

  it('are not read for a page that was left', async () => {
    const work = vi.fn()
    const scope = effectScope()
    const ask = scope.run(() => usePace(work))!
    ask()
    ask()
    scope.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('what is written down as it is typed is written before the page is left', async () => {
    const work = vi.fn()
    const { ask, flush, stop } = pace(work, 400)
    ask()
    await vi.advanceTimersByTimeAsync(0)
    ask()
    flush()
    expect(work).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(0)
    ask()
    stop()
    flush()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(work).toHaveBeenCalledTimes(2)
  })
})
