import { describe, expect, it, vi } from 'vitest'
import { Unanswered } from '@/api/refusal'
import { BLOCK, useWindow, type Part } from '@/composables/useWindow'

/** A server with so many rows, whose answers come when they are let go. */
function serverOf(total: number) {
  const open: { offset: number; signal: AbortSignal; answer: (total?: number) => Promise<void>; fail: () => Promise<void> }[] = []
  const read = vi.fn(
    (offset: number, limit: number, signal: AbortSignal) =>
      new Promise<Part<string>>((resolve, reject) => {
        const answer = async (now = total) => {
          const length = Math.max(0, Math.min(limit, now - offset))
          resolve({ total: now, rows: Array.from({ length }, (_, step) => `row ${offset + step}`) })
          await new Promise((done) => setTimeout(done))
        }
        const fail = async () => {
          reject(new Unanswered())
          await new Promise((done) => setTimeout(done))
        }
        open.push({ offset, signal, answer, fail })
      }),
  )
  return { open, read, offsets: () => open.map((one) => one.offset) }
}

describe('ROS-01 a window on a long list', () => {
  it('reads what is looked at, once, and any place of it', async () => {
    const server = serverOf(20_000)
    const list = useWindow(server.read)
    void list.restart()
    await server.open[0]!.answer()
    expect([list.at(0), list.at(BLOCK), list.total.value]).toEqual(['row 0', undefined, 20_000])
    list.look(19_990, 19_999)
    await server.open[1]!.answer()
    expect(list.at(19_999)).toBe('row 19999')
    list.look(0, 10)
    list.look(19_990, 19_999)
    expect(server.offsets()).toEqual([0, 19_900])
  })

  it('skips what was scrolled past while two answers were under way', async () => {
    const server = serverOf(20_000)
    const list = useWindow(server.read)
    void list.restart()
    await server.open[0]!.answer()
    for (let row = BLOCK; row < 20_000; row += BLOCK) list.look(row, row + 20)
    expect(server.offsets()).toEqual([0, BLOCK, 2 * BLOCK])
    await server.open[1]!.answer()
    expect(server.offsets().at(-1)).toBe(19_900)
    expect(server.open).toHaveLength(4)
  })

  it('a later question makes an earlier answer count no more, and rows stay until the new answer is there', async () => {
    const server = serverOf(300)
    const list = useWindow(server.read)
    void list.restart()
    await server.open[0]!.answer()
    list.look(200, 220)
    void list.restart()
    expect(server.open[1]!.signal.aborted).toBe(true)
    await server.open[1]!.answer(7)
    expect([list.total.value, list.at(0), list.loading.value]).toEqual([300, 'row 0', true])
    await server.open[2]!.answer(2)
    expect([list.total.value, list.at(1), list.at(2)]).toEqual([2, 'row 1', undefined])
  })

  it('EXT-05: what was heard while an answer was on its way leaves its mark, and the next reading takes it away', async () => {
    const server = serverOf(10)
    const list = useWindow(server.read)
    void list.restart()
    list.outdate()
    await server.open[0]!.answer()
    expect(list.outdated.value).toBe(true)
    void list.load()
    await server.open[1]!.answer()
    expect(list.outdated.value).toBe(false)
  })

  it('after a reading that failed no block of the new list is put among rows of the old one', async () => {
    const server = serverOf(300)
    const list = useWindow(server.read)
    void list.restart()
    await server.open[0]!.answer()
    void list.restart()
    await server.open[1]!.fail()
    expect([list.at(0), !!list.failure.value]).toEqual(['row 0', true])
    list.look(150, 170)
    expect(server.offsets().at(-1)).toBe(100)
    await server.open[2]!.answer()
    expect([list.at(0), list.at(150), list.failure.value]).toEqual([undefined, 'row 150', null])
  })

  it('says when the list moved between two readings, and begins anew when its place is gone', async () => {
    const server = serverOf(300)
    const list = useWindow(server.read)
    void list.restart()
    await server.open[0]!.answer()
    list.look(200, 220)
    await server.open[1]!.answer(299)
    expect(list.outdated.value).toBe(true)
    void list.load()
    expect(server.offsets().at(-1)).toBe(200)
    await server.open[2]!.answer(50)
    expect(server.offsets().at(-1)).toBe(0)
    await server.open[3]!.answer(50)
    expect([list.outdated.value, list.at(49)]).toEqual([false, 'row 49'])
  })
})
