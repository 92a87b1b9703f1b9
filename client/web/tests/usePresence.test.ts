import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, reactive } from 'vue'
import type { Holder } from '@/api/wire'
import { usePresence } from '@/composables/usePresence'

const frames = vi.hoisted(() => ({ now: null as unknown as Map<string, { holder: Holder | null; others: string[] }> }))
vi.mock('@/live', () => ({ openCase: () => () => undefined, presenceOf: (id: string) => frames.now.get(id), takeOver: vi.fn(), touchCase: vi.fn() }))

const holder = (name: string, you = false): Holder => ({ name, you, until_ms: 0 })

describe('EXT-01 who is at an item', () => {
  let shown: ReturnType<typeof usePresence>
  const hear = (now: Holder | null) => frames.now.set('c', { holder: now, others: [] })

  beforeEach(() => {
    frames.now = reactive(new Map())
    const page = {
      setup() {
        shown = usePresence('c')
        return () => null
      },
    }
    createApp(page).mount(document.createElement('div'))
  })

  it('tells the one who lost it who took it, at once', () => {
    hear(holder('甲', true))
    hear(holder('乙'))
    expect([shown.takenBy.value, shown.heldByOther.value]).toEqual(['乙', true])
  })

  it('names the last one who took it', () => {
    hear(holder('甲', true))
    hear(holder('乙'))
    hear(holder('丙'))
    expect(shown.takenBy.value).toBe('丙')
  })

  it('takes nothing from a reader who came second', () => {
    hear(holder('乙'))
    hear(holder('丙'))
    expect(shown.takenBy.value).toBe('')
  })

  it.each([
    ['taken back', holder('甲', true)],
    ['free again', null],
  ])('is over once it is %s', (_, now) => {
    hear(holder('甲', true))
    hear(holder('乙'))
    hear(now)
    expect(shown.takenBy.value).toBe('')
  })
})
