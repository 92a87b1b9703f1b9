import { describe, expect, it } from 'vitest'
import { delayMs } from '@/live/backoff'

describe('delay before coming back', () => {
  it('doubles, keeps at least half of it, and ends at half a minute', () => {
    expect(delayMs(0, 1006, () => 0, false)).toBe(250)
    expect(delayMs(0, 1006, () => 1, false)).toBe(500)
    expect(delayMs(3, 1006, () => 1, false)).toBe(4_000)
    expect(delayMs(40, 1006, () => 1, false)).toBe(30_000)
  })

  it('EXT-05: ends at four seconds while somebody looks at the page', () => {
    expect(delayMs(2, 1006, () => 1, true)).toBe(2_000)
    expect(delayMs(40, 1006, () => 1, true)).toBe(4_000)
  })

  it('leaves a server alone for most of a minute that has too many pages of the account', () => {
    expect(delayMs(0, 4004, () => 0, true)).toBe(30_000)
    expect(delayMs(9, 4004, () => 1, true)).toBe(60_000)
  })

  it('spreads everybody over seconds after a restart', () => {
    expect(delayMs(0, 4000, () => 0, true)).toBe(0)
    expect(delayMs(0, 4000, () => 1, true)).toBe(5_000)
    expect(delayMs(1, 4000, () => 1, true)).toBe(1_000)
  })
})
