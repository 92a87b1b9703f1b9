import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { TopicFrame, Warning } from '@/api/wire'
import { useWarnings } from '@/composables/useWarnings'

const heard: { frame: (frame: TopicFrame) => void; reload: () => void }[] = []
vi.mock('@/live', () => ({
  listen: (_: string, listener: (typeof heard)[number]) => {
    heard.push(listener)
    return () => {}
  },
}))

const warning = (employer: string): Warning => ({ employer, own: '虚假单位' })
const said = (employer: string): TopicFrame => ({ type: 'warning', topic: 'me', epoch: 1, version: 1, employer })
const settled = () => vi.waitFor(() => expect(pending).toBe(0))

let pending = 0
let answers: Warning[][] = []
const asked: string[] = []

beforeEach(() => {
  heard.length = asked.length = 0
  vi.stubGlobal('fetch', async (path: string) => {
    pending += 1
    asked.push(decodeURIComponent(path.split('employers=')[1]!))
    const warnings = answers.shift()
    await nextTick()
    pending -= 1
    if (!warnings) throw new TypeError('network')
    return new Response(JSON.stringify({ warnings }))
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('FLG-02 warnings on a page', () => {
  it('are read for the employers shown, and again for others', async () => {
    answers = [[warning('e1')], [warning('e2')]]
    const shown = ref(['e2', 'e1', 'e2'])
    const { warned } = effectScope().run(() => useWarnings('me', () => shown.value))!
    await settled()
    expect(asked).toEqual(['e1,e2'])
    expect([warned('e1'), warned('e2')]).toEqual([true, false])
    shown.value = ['e2']
    await nextTick()
    await settled()
    expect([warned('e1'), warned('e2')]).toEqual([false, true])
  })

  it('come and go with a push about an employer shown, and with nothing else', async () => {
    answers = [[], [warning('e1')], []]
    const { warningOf } = effectScope().run(() => useWarnings('me', () => ['e1']))!
    await settled()
    expect(warningOf('e1')).toBeUndefined()
    heard[0]!.frame(said('e9'))
    expect(asked).toHaveLength(1)
    heard[0]!.frame(said('e1'))
    await settled()
    expect(warningOf('e1')?.own).toBe('虚假单位')
    heard[0]!.reload()
    await settled()
    expect(warningOf('e1')).toBeUndefined()
  })

  it('that cannot be read are said to be so', async () => {
    answers = []
    const { failed } = effectScope().run(() => useWarnings('me', () => ['e1']))!
    await settled()
    await vi.waitFor(() => expect(failed.value).toBe(true))
  })
})
