import { describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { tellOtherTabs, useOtherTabs } from '@/composables/shownRecord'

describe('ACC-01 a record that is switched in one tab', () => {
  it('is heard in every other tab, for as long as its page is', async () => {
    const [one, other] = [vi.fn(), vi.fn()]
    const scopes = [one, other].map((switched) => {
      const scope = effectScope()
      scope.run(() => useOtherTabs(switched))
      return scope
    })
    tellOtherTabs()
    await vi.waitFor(() => expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]))
    scopes[0]!.stop()
    tellOtherTabs()
    await vi.waitFor(() => expect(other).toHaveBeenCalledTimes(2))
    expect(one).toHaveBeenCalledTimes(1)
    scopes[1]!.stop()
  })
})
