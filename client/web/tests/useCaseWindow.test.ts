import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CasePage, CaseRow, TopicFrame } from '@/api/wire'
import { useCaseWindow } from '@/composables/useCaseWindow'

const row = (id: string, version: number) => ({ case: id, version, state: 'in_review_school' }) as CaseRow
const pushed = (id: string, version: number) => ({ type: 'case', row: row(id, version) }) as TopicFrame

/** Answers that come when they are let go. */
const answers: ((rows: CaseRow[]) => Promise<void>)[] = []
vi.mock('@/api/reads', () => ({
  readCases: () =>
    new Promise<CasePage>((resolve) => {
      answers.push(async (rows) => {
        resolve({ rows, total: rows.length })
        await new Promise((done) => setTimeout(done))
      })
    }),
}))
afterEach(() => answers.splice(0))

describe('HOM-02 a long list of cases, kept up by pushes', () => {
  it('a push newer than the answer under way wins over it', async () => {
    const list = useCaseWindow(() => false)
    void list.ask({})
    list.hear(pushed('a', 2))
    await answers[0]!([row('a', 1)])
    expect([list.at(0)?.row.version, list.outdated.value]).toEqual([2, false])
  })

  it.each([
    ['another question', (list: ReturnType<typeof useCaseWindow>) => void list.ask({ state: 'effective' })],
    ['the same one anew', (list: ReturnType<typeof useCaseWindow>) => void list.load()],
  ])('what was pushed before %s is in its answer already', async (_, again) => {
    const list = useCaseWindow(() => false)
    void list.ask({})
    list.hear(pushed('elsewhere', 1))
    again(list)
    await answers[1]!([row('a', 1)])
    expect([list.at(0)?.row.case, list.outdated.value]).toEqual(['a', false])
  })
})
