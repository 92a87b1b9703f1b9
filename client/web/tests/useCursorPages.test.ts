import { effectScope, nextTick, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { useCursorPages, type CursorPage } from '@/composables/useCursorPages'

interface Page extends CursorPage {
  rows: string[]
}
const page = (rows: string[], next?: string): Page => ({ rows, total: rows.length, ...(next && { next }) })

/** A list whose answers come when they are let go. */
function listOf(question = ref('')) {
  const asked: { cursor: string | undefined; answer: (page: Page) => Promise<void>; fail: () => Promise<void> }[] = []
  const settled = () => new Promise<void>((done) => setTimeout(done))
  const read = ({ cursor }: { cursor: string | undefined }) =>
    new Promise<Page>((resolve, reject) => {
      const answer = (page: Page) => (resolve(page), settled())
      const fail = () => (reject(new Error('offline')), settled())
      asked.push({ cursor, answer, fail })
    })
  const pages = effectScope().run(() => useCursorPages<Page>(read, () => question.value))!
  const seen = () => [pages.page.value?.rows.join(' '), pages.number.value]
  return { ...pages, asked, seen, question, last: () => asked.at(-1)! }
}

/** At its second page. */
async function atSecond() {
  const list = listOf()
  await list.last().answer(page(['a'], 'to b'))
  list.forward()
  await list.last().answer(page(['b'], 'to c'))
  return list
}

describe('NOT-01 a list read page by page', () => {
  it('goes forward by what the answer says, and back the way it came', async () => {
    const list = await atSecond()
    expect(list.seen()).toEqual(['b', 2])
    list.forward()
    await list.last().answer(page(['c']))
    list.forward()
    expect(list.asked.map(({ cursor }) => cursor)).toEqual([undefined, 'to b', 'to c'])
    list.back()
    await list.last().answer(page(['b'], 'to c'))
    expect([list.last().cursor, ...list.seen()]).toEqual(['to b', 'b', 2])
  })

  it('asked something else, begins at the first page', async () => {
    const list = await atSecond()
    list.question.value = '云帆'
    await nextTick()
    expect(list.seen()).toEqual(['b', 2])
    await list.last().answer(page(['x']))
    expect([list.last().cursor, ...list.seen()]).toEqual([undefined, 'x', 1])
  })

  it('keeps the rows and their number when the next page cannot be read, and tries that one again', async () => {
    const list = await atSecond()
    list.forward()
    await list.last().fail()
    expect([!!list.failure.value, ...list.seen()]).toEqual([true, 'b', 2])
    void list.load()
    await list.last().answer(page(['c']))
    expect([list.failure.value, list.last().cursor, ...list.seen()]).toEqual([null, 'to c', 'c', 3])
  })

  it('is not turned by somebody else’s news after a turn that failed', async () => {
    const list = await atSecond()
    list.forward()
    await list.last().fail()
    list.refresh()
    await list.last().answer(page(['b', 'new'], 'to c'))
    expect([list.last().cursor, ...list.seen()]).toEqual(['to b', 'b new', 2])
  })

  it('goes to the same next page however often it is asked before the answer', async () => {
    const list = await atSecond()
    list.forward()
    list.forward()
    await list.last().answer(page(['c']))
    expect(list.seen()).toEqual(['c', 3])
  })

  it('is not left on a page from which everything has gone', async () => {
    const list = await atSecond()
    void list.load()
    await list.last().answer(page([]))
    expect(list.seen()).toEqual(['b', 2])
    await list.last().answer(page(['a']))
    expect([list.last().cursor, ...list.seen()]).toEqual([undefined, 'a', 1])
  })

  it('is made newer by a push where it stands', async () => {
    const list = listOf()
    list.change((now) => page([...now.rows, 'never']))
    await list.last().answer(page(['a'], 'to b'))
    list.change((now) => ({ ...now, rows: ['new', ...now.rows] }))
    expect(list.seen()).toEqual(['new a', 1])
  })
})
