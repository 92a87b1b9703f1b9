import { describe, expect, it } from 'vitest'
import type { CaseRow } from '@/api/wire'
import { freshRows, mergeChanged } from '@/composables/listRows'
import { covers } from '@/words/filters'

const row = (id: string, version: number, state = 'in_review_school') => ({ case: id, version, kind: 'k', state }) as CaseRow
const waiting = [{ code: 'waiting_school', name: '', covers: ['k.in_review_school'] }]
const leaves = (now: CaseRow) => !covers(waiting, 'waiting_school', now)

describe('HOM-02 a list on screen', () => {
  const listed = freshRows([row('a', 1), row('b', 1)])

  it('keeps a row that left the filter in its place, greyed', () => {
    const { rows, others } = mergeChanged(listed, [row('a', 2, 'effective')], leaves)
    expect(rows.map((item) => item.row.case)).toEqual(['a', 'b'])
    expect(rows[0]).toMatchObject({ gone: true, changes: 1, row: { state: 'effective' } })
    expect(others).toBe(false)
  })

  it('flashes a row that changed and stays', () => {
    const { rows } = mergeChanged(listed, [row('b', 4)], leaves)
    expect(rows[1]).toMatchObject({ gone: false, changes: 1 })
    expect(rows[0]).toBe(listed[0])
  })

  it('does not go back to an older version', () => {
    expect(mergeChanged(listed, [row('a', 1, 'effective')], leaves).rows).toEqual(listed)
  })

  it('says that something else changed instead of moving rows', () => {
    const { rows, others } = mergeChanged(listed, [row('c', 1)], leaves)
    expect(rows).toHaveLength(2)
    expect(others).toBe(true)
  })
})
