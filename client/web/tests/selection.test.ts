import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { Refusal } from '@/api/refusal'
import type { Problem } from '@/api/wire'
import { useSelection } from '@/composables/useSelection'
import { collect } from '@/pages/ems/collect'
import { useDeletion } from '@/pages/ems/useDeletion'

const send = vi.hoisted(() => vi.fn())
vi.mock('@/api/http', async (whole) => ({ ...(await whole<object>()), send }))

const roster = Array.from({ length: 450 }, (_, index) => ({ graduate: `g${index}` }))
const read = async (offset: number, limit: number) => ({ rows: roster.slice(offset, offset + limit), total: roster.length })
const portions = () => send.mock.calls.map(([command]) => (command as { body: { graduates: string[] } }).body.graduates.length)

describe('INV-01 a selection in a list of which only a part is read', () => {
  it('of everything counts what the filters find, seen or not', async () => {
    const selection = useSelection(ref(450))
    selection.chooseAll()
    expect([selection.number.value, selection.whole.value, selection.has('g449')]).toEqual([450, true, true])
    expect(await collect(selection, read)).toHaveLength(450)
  })

  it('of everything leaves out those that were taken out again', async () => {
    const selection = useSelection(ref(450))
    selection.chooseAll()
    selection.choose(['g7', 'g400'], false)
    selection.choose(['g400'], true)
    expect([selection.number.value, selection.whole.value, selection.has('g7')]).toEqual([449, false, false])
    expect(await collect(selection, read)).not.toContain('g7')
  })

  it('one by one is just those', async () => {
    const selection = useSelection(ref(450))
    selection.choose(['g1', 'g2'], true)
    selection.choose(['g1'], false)
    expect([selection.number.value, await collect(selection, read)]).toEqual([1, ['g2']])
  })
})

describe('INV-01 deleting many', () => {
  beforeEach(() => send.mockReset())

  it('goes in portions that the server takes, and says how far it is', async () => {
    send.mockResolvedValue(undefined)
    const { run, begin, done } = useDeletion()
    begin()
    expect(await run(async () => roster.map((row) => row.graduate))).toBe(true)
    expect([portions(), done.value]).toEqual([[200, 200, 50], 450])
  })

  it('ends at a portion that is refused, and goes on from there', async () => {
    const refusal = new Refusal({ status: 422, code: 'x', title: '不行', detail: '' } as Problem)
    send.mockResolvedValueOnce(undefined).mockRejectedValueOnce(refusal).mockResolvedValue(undefined)
    const { run, begin, done, left, words } = useDeletion()
    const ids = async () => roster.map((row) => row.graduate)
    begin()
    expect(await run(ids)).toBe(false)
    expect([done.value, left.value?.length, words.value?.title]).toEqual([200, 250, '不行'])
    expect(await run(ids)).toBe(true)
    expect([done.value, left.value?.length]).toEqual([450, 0])
  })

  it('ends where it is told to', async () => {
    const { run, begin, stop, done } = useDeletion()
    send.mockImplementation(async () => stop())
    begin()
    expect(await run(async () => roster.map((row) => row.graduate))).toBe(false)
    expect(done.value).toBe(200)
  })

  it('deletes nobody when the list cannot be read', async () => {
    const { run, begin, words } = useDeletion()
    begin()
    expect(await run(() => Promise.reject(new Error('offline')))).toBe(false)
    expect([send.mock.calls.length, words.value?.title]).toEqual([0, '页面出现异常'])
  })
})
