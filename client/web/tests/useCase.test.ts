import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { CaseDetail, CaseRow, TopicFrame } from '@/api/wire'
import { useCase } from '@/composables/useCase'

let hear: (frame: TopicFrame) => void = () => {}
let hearSchool: (frame: TopicFrame) => void = () => {}
vi.mock('@/composables/useTopic', () => ({
  useTopic: (topic: string, frame: (frame: TopicFrame) => void) => {
    if (topic === 'school') hearSchool = frame
    else hear = frame
  },
}))

const read = vi.hoisted(() => vi.fn())
vi.mock('@/api/reads', () => ({ readCase: read }))
const detail = (of: number, placed = true) =>
  ({ row: { case: 'mine', version: 2, exam_no: '1' }, actions: [], place: placed ? { at: 1, of, previous: null, next: null } : null }) as unknown as CaseDetail
const moved = (...ids: string[]) => ({ type: 'queue', changed: ids.map((id) => ({ case: id, version: 9 }) as CaseRow), more: false }) as unknown as TopicFrame

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  read.mockReset()
})

describe('EXT-06 a case in a queue', () => {
  it('its place follows the others that come and go, with one reading a second at most', async () => {
    const scope = effectScope()
    read.mockResolvedValueOnce(detail(4)).mockResolvedValueOnce(detail(3)).mockResolvedValueOnce(detail(2))
    const shown = scope.run(() => useCase('mine', 'queue'))!
    await vi.advanceTimersByTimeAsync(0)
    hear(moved('another'))
    hear(moved('third'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect([shown.detail.value?.place?.of, read.mock.calls.length]).toEqual([2, 3])
    hear(moved('another'))
    scope.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(read).toHaveBeenCalledTimes(3)
  })

  it('what moved while the first answer was on its way is read again too', async () => {
    const scope = effectScope()
    let answer: (detail: CaseDetail) => void = () => undefined
    read.mockReturnValueOnce(new Promise<CaseDetail>((resolve) => (answer = resolve))).mockResolvedValueOnce(detail(2))
    const shown = scope.run(() => useCase('mine', 'queue'))!
    hear(moved('another'))
    answer(detail(3))
    await vi.advanceTimersByTimeAsync(1_000)
    expect([shown.detail.value?.place?.of, read.mock.calls.length]).toEqual([2, 2])
    scope.stop()
  })

  it('SIG-04: what changes in the roster is compared anew', async () => {
    const scope = effectScope()
    read.mockResolvedValue(detail(3, false))
    scope.run(() => useCase('mine', 'queue'))
    await vi.advanceTimersByTimeAsync(0)
    hearSchool({ type: 'settings' } as unknown as TopicFrame)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(read).toHaveBeenCalledTimes(2)
    scope.stop()
  })

  it('EXT-01: a change under the reader’s eyes says who did what', async () => {
    const scope = effectScope()
    const after = { ...detail(3, false), row: { case: 'mine', version: 3, exam_no: '1' }, happened: '刘老师（学校） 于 09:30 审核通过' }
    read.mockResolvedValueOnce(detail(3)).mockResolvedValueOnce(after)
    const shown = scope.run(() => useCase('mine', 'queue'))!
    await vi.advanceTimersByTimeAsync(0)
    hear({ type: 'queue', changed: [{ case: 'mine', version: 3, state_label: '签约成功' }], more: false } as unknown as TopicFrame)
    await vi.advanceTimersByTimeAsync(0)
    expect(shown.changed.value).toBe('该条目刚刚有变化：刘老师（学校） 于 09:30 审核通过。内容已更新。')
    scope.stop()
  })

  it('EXT-09: the reader’s own verdict is no news when it takes effect, what went before it is', async () => {
    const told = async (who: string) => {
      const scope = effectScope()
      const held = { case: 'mine', version: 2, exam_no: '1', held: { by: '杨怡', what: '审核通过', until_ms: 1 } }
      const row = { case: 'mine', version: 3, exam_no: '1' }
      read.mockResolvedValueOnce({ ...detail(3, false), row: held, actions: [{ code: 'undo' }] })
      read.mockResolvedValueOnce({ ...detail(3, false), row, trail: [{ who }], happened: `${who} 于 09:30 有了结果` })
      const shown = scope.run(() => useCase('mine', 'queue'))!
      await vi.advanceTimersByTimeAsync(0)
      hear({ type: 'queue', changed: [{ ...row, state_label: '签约成功' }], more: false } as unknown as TopicFrame)
      await vi.advanceTimersByTimeAsync(1_000)
      scope.stop()
      return shown.changed.value
    }
    expect(await told('杨怡（学校）')).toBe('')
    expect(await told('陈雨桐')).toBe('该条目刚刚有变化：陈雨桐 于 09:30 有了结果。内容已更新。')
  })

  it('EXT-05: an action that may have arrived is looked up, and what holds is said', async () => {
    const scope = effectScope()
    const now = (version: number) => ({
      ...detail(3, false),
      row: { case: 'mine', version, exam_no: '1', state_label: '待应约' },
      happened: '陈雨桐 于 09:30 同意签约',
    })
    read.mockResolvedValueOnce(now(2)).mockResolvedValueOnce(now(2)).mockResolvedValueOnce(now(3))
    const shown = scope.run(() => useCase('mine', 'me'))!
    await vi.advanceTimersByTimeAsync(0)
    shown.check(2)
    expect(shown.changed.value).toBe('上一次提交可能已经送达，正在核对结果。')
    await vi.advanceTimersByTimeAsync(0)
    expect(shown.changed.value).toBe('核对结果：没有变化，现在仍是「待应约」。')
    shown.check(2)
    await vi.advanceTimersByTimeAsync(0)
    expect(shown.changed.value).toBe('核对结果：陈雨桐 于 09:30 同意签约。')
    // The news was there before the end.
    read.mockResolvedValueOnce(now(3))
    shown.check(2)
    await vi.advanceTimersByTimeAsync(0)
    expect(shown.changed.value).toBe('核对结果：陈雨桐 于 09:30 同意签约。')
    scope.stop()
  })

  it('SIG-08: another signing of the same graduate is a reason to read again, one of somebody else is none', async () => {
    const scope = effectScope()
    read.mockResolvedValue({ row: { case: 'mine', version: 2, exam_no: '1' } })
    scope.run(() => useCase('mine', 'me'))
    await vi.advanceTimersByTimeAsync(0)
    const row = (exam_no: string) => ({ type: 'case', row: { case: 'another', version: 1, exam_no } }) as unknown as TopicFrame
    hear(row('2'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(read).toHaveBeenCalledTimes(1)
    hear(row('1'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(read).toHaveBeenCalledTimes(2)
    scope.stop()
  })

  it('without a place in the queue others are no reason to read again', async () => {
    const scope = effectScope()
    read.mockResolvedValue(detail(3, false))
    scope.run(() => useCase('mine', 'queue'))
    await vi.advanceTimersByTimeAsync(0)
    hear(moved('another'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(read).toHaveBeenCalledTimes(1)
    scope.stop()
  })
})
