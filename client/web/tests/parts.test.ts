import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { part, whenRenewed } from '@/parts/part'
import { buildOf } from '@/parts/server'

const PAGE = '<div id="app"></div><script type="module" crossorigin src="/assets/index-A.js"></script>'

describe('EXT-05 what answers at the address of the server', () => {
  it.each([
    ['the same build', PAGE, '/assets/index-A.js', 'same'],
    ['another build', PAGE, '/assets/index-B.js', 'other'],
    ['the page of a hotel', '<html>Wi-Fi</html>', '/assets/index-A.js', 'silent'],
  ])('%s', (_, page, entry, build) => expect(buildOf(page, entry)).toBe(build))
})

describe('EXT-05 a part of the app that cannot be fetched', () => {
  const entry = document.createElement('script')
  let answer: () => Promise<unknown>

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.now() + 60_000 })
    entry.setAttribute('src', '/assets/index-A.js')
    vi.spyOn(document, 'querySelector').mockReturnValue(entry)
    vi.stubGlobal('fetch', () => answer())
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('is not asked for while the server is silent, and comes when it is back', async () => {
    answer = () => Promise.reject(new TypeError('offline'))
    const load = vi.fn(async () => 'page')
    const got = part(load)()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(load).not.toHaveBeenCalled()
    answer = async () => ({ ok: true, text: async () => PAGE })
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    await expect(got).resolves.toBe('page')
  })

  it('is asked for again when it was lost on the way', async () => {
    answer = async () => ({ ok: true, text: async () => PAGE })
    const load = vi.fn().mockRejectedValueOnce(new TypeError('lost')).mockResolvedValueOnce('page')
    const got = part(load)()
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(got).resolves.toBe('page')
  })

  it('belongs to a page that ends when the server has another build', async () => {
    const renewed = vi.fn()
    whenRenewed(renewed)
    answer = async () => ({ ok: true, text: async () => PAGE.replace('-A', '-B') })
    void part(() => Promise.reject(new TypeError('gone')))()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(renewed).toHaveBeenCalledTimes(1)
  })
})
