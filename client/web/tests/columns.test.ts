import { describe, expect, it } from 'vitest'
import { COLUMNS as OF_EMPLOYER } from '@/pages/employer/columns'
import { emsColumns } from '@/pages/ems/emsColumns'
import { columnsOf } from '@/pages/modules/transferColumns'
import { columnsOf as casesOf } from '@/pages/staff/columns'
import { DETAIL, ROSTER_COLUMNS } from '@/pages/staff/rosterColumns'
import { CHOICE_PX, type TableColumn } from '@/words/columns'

const MENU = 208
const ACTION: TableColumn = { key: 'action', label: '操作', width: 64, pinned: true }

/** The columns that are whole and not behind what stays at the edge; `around`: a page's margins with the panel's lines. */
function inView(columns: TableColumn[], desk: number, around = 50): string[] {
  const pinned = columns.filter((column) => column.pinned)
  const room = desk - MENU - around - pinned.reduce((sum, { width }) => sum + width, 0)
  let end = 0
  const seen = columns.filter((column) => !column.pinned && (end += column.width) <= room)
  return [...seen, ...pinned].map(({ key }) => key)
}

describe('SIG-02, EXT-18 what a desk 1280 pixels wide shows of a list', () => {
  it.each([
    ['signings', [...casesOf('签约', 'online_signing'), ACTION], 34, ['submitted', 'waiting']],
    ['paper agreements', [...casesOf('补登', 'backfill'), ACTION], 34, ['submitted', 'waiting']],
    ['rescissions', [...casesOf('解约', 'rescission'), ACTION], 34, ['submitted', 'waiting']],
    ['destinations', [...casesOf('去向登记', 'destination'), ACTION], 34, ['submitted', 'waiting']],
    ['an employer’s signings', [...OF_EMPLOYER, ACTION], 50 + CHOICE_PX, ['expires', 'waiting']],
    ['the roster', [...ROSTER_COLUMNS, DETAIL], 50, ['destination']],
    ['the roster in the EMS', emsColumns(false, true), 50 + CHOICE_PX, ['destination']],
    ['those deleted from it', emsColumns(true, false), 50, ['removed']],
    ['archives', columnsOf('archive'), 50, ['changed']],
    ['households', columnsOf('household'), 50, ['changed']],
  ])('%s with their times', (_, columns, around, times) => {
    expect(inView(columns, 1280, around)).toEqual(expect.arrayContaining(times))
  })

  it.each([
    ['签约', 'online_signing'],
    ['解约', 'rescission'],
  ])('and one 1440 pixels wide all of %s', (matter, list) => {
    expect(inView([...casesOf(matter, list), ACTION], 1440, 34)).toHaveLength(casesOf(matter, list).length + 1)
  })

  it('SIG-02, RES-05: in each list’s own words', () => {
    const labels = (matter: string, list: string) => casesOf(matter, list).map(({ label }) => label)
    expect(labels('签约', 'online_signing').slice(0, 2)).toEqual(['签约发起方', '签约状态'])
    expect(labels('补登', 'backfill')).not.toContain('签约发起方')
    expect(labels('解约', 'rescission')).toEqual(expect.arrayContaining(['解约发起方', '签约状态', '已等待', '原签约职位']))
    expect(labels('去向登记', 'destination').slice(0, 2)).toEqual(['类型', '去向登记状态'])
  })
})
