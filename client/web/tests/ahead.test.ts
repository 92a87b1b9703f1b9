import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const PAGE = '<div id="app"></div><script type="module" crossorigin src="/assets/index-A.js"></script>'
const MINUTES = 60_000

/** A tab of build A of which nothing is fetched yet; the server answers with `page`. */
async function open(page: string) {
  const [{ fetchAhead }, { part }] = await Promise.all([import('@/parts/ahead'), import('@/parts/part')])
  const asked = vi.fn(async () => ({ ok: true, text: async () => page }))
  vi.stubGlobal('fetch', asked)
  const loads = [vi.fn(async () => 'one'), vi.fn(async () => 'other')]
  loads.forEach((load) => part(load, 'graduate'))
  const navigate = async () => {
    void fetchAhead('graduate')
    await vi.advanceTimersByTimeAsync(20_000)
  }
  return { asked, loads, navigate }
}

describe('EXT-05 what is fetched ahead', () => {
  beforeEach(() => {
    vi.resetModules()
    vi.useFakeTimers({ now: Date.now() + MINUTES })
    const entry = document.createElement('script')
    entry.setAttribute('src', '/assets/index-A.js')
    vi.spyOn(document, 'querySelector').mockReturnValue(entry)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('is there after the first page, and nothing is asked for it again', async () => {
    const { asked, loads, navigate } = await open(PAGE)
    await navigate()
    const before = asked.mock.calls.length
    await vi.advanceTimersByTimeAsync(10 * MINUTES)
    await navigate()
    expect(loads.map((load) => load.mock.calls.length)).toEqual([1, 1])
    expect(asked).toHaveBeenCalledTimes(before)
  })

  it('is asked for in a tab of an earlier build once in a few minutes, not at every page', async () => {
    const { asked, navigate } = await open(PAGE.replace('-A', '-B'))
    await vi.advanceTimersByTimeAsync(MINUTES)
    for (let pages = 0; pages < 5; pages += 1) await navigate()
    expect(asked).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(10 * MINUTES)
    await navigate()
    expect(asked).toHaveBeenCalledTimes(2)
  })
})
