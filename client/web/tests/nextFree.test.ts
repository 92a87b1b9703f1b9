import { describe, expect, it, vi } from 'vitest'
import { freeFrom } from '@/pages/staff/nextFree'

/** A queue in its order; `held` are those that a colleague is at. */
function walk(queue: string, held: string) {
  const after = vi.fn(async (id: string) => queue[queue.indexOf(id) + 1] ?? null)
  return { after, end: freeFrom(queue[0]!, (id) => held.includes(id), after) }
}

describe('EXT-01 the next item of the queue', () => {
  it('is the next one where nobody is at it, and nothing is asked', async () => {
    const { after, end } = walk('abc', 'b')
    expect([await end, after.mock.calls.length]).toEqual(['a', 0])
  })

  it('passes by what colleagues are at', async () => expect(await walk('abcd', 'ab').end).toBe('c'))

  it('is the next one where every one is held', async () => expect(await walk('abc', 'abc').end).toBe('a'))

  it('ends in a queue that leads back to itself', async () => {
    expect(
      await freeFrom(
        'a',
        () => true,
        async (id) => (id === 'a' ? 'b' : 'a'),
      ),
    ).toBe('a')
  })
})
