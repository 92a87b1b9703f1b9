import { describe, expect, it } from 'vitest'
import { COLUMNS as OF_EMPLOYER } from '@/pages/employer/columns'
import { emsColumns } from '@/pages/ems/emsColumns'
import { columnsOf } from '@/pages/modules/transferColumns'
import { columnsOf as casesOf } from '@/pages/staff/columns'
import { DETAIL, ROSTER_COLUMNS } from '@/pages/staff/rosterColumns'
import { CHOICE_PX, type TableColumn } from '@/words/columns'

const MENU = 208
/** A page's margins and the panel's lines, with the boxes by which a batch is chosen. */
const OF_CASES = 34 + CHOICE_PX
const SCROLL_BAR = 15
const LISTS = [
  ['签约', 'online_signing'],
  ['补登', 'backfill'],
  ['解约', 'rescission'],
  ['去向登记', 'destination'],
] as const
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
    ['signings', [...casesOf('签约', 'online_signing'), ACTION], OF_CASES, ['submitted', 'waiting']],
    ['paper agreements', [...casesOf('补登', 'backfill'), ACTION], OF_CASES, ['submitted', 'waiting']],
    ['rescissions', [...casesOf('解约', 'rescission'), ACTION], OF_CASES, ['submitted', 'waiting']],
    ['destinations', [...casesOf('去向登记', 'destination'), ACTION], OF_CASES, ['submitted', 'waiting']],
    ['an employer’s signings', [...OF_EMPLOYER, ACTION], 50 + CHOICE_PX, ['expires', 'waiting']],
    ['the roster', [...ROSTER_COLUMNS, DETAIL], 50, ['destination']],
    ['the roster in the EMS', emsColumns(false, true), 50 + CHOICE_PX, ['destination']],
    ['those deleted from it', emsColumns(true, false), 50, ['removed']],
    ['archives', columnsOf('archive'), 50, ['changed']],
    ['households', columnsOf('household'), 50, ['changed']],
  ])('%s with their times', (_, columns, around, times) => {
    expect(inView(columns, 1280, around)).toEqual(expect.arrayContaining(times))
  })

  it.each(LISTS)('and one 1440 pixels wide all of %s', (matter, list) => {
    expect(inView([...casesOf(matter, list), ACTION], 1440, OF_CASES + SCROLL_BAR)).toHaveLength(casesOf(matter, list).length + 1)
  })

  it.each(LISTS)('at 1280 pixels a column of %s begins where those that stay begin', (matter, list) => {
    const columns = [...casesOf(matter, list), ACTION]
    const width = (of: TableColumn[]) => of.reduce((sum, column) => sum + column.width, 0)
    const seen = columns.filter((column) => inView(columns, 1280, OF_CASES).includes(column.key))
    expect(width(seen)).toBe(1280 - MENU - OF_CASES)
  })

  it('SIG-02, RES-05: in each list’s own words', () => {
    const labels = (matter: string, list: string) => casesOf(matter, list).map(({ label }) => label)
    expect(labels('签约', 'online_signing').slice(0, 2)).toEqual(['签约发起方', '签约状态'])
    expect(labels('补登', 'backfill')).not.toContain('签约发起方')
    expect(labels('解约', 'rescission')).toEqual(expect.arrayContaining(['解约发起方', '签约状态', '等待时长', '原签约职位']))
    expect(labels('去向登记', 'destination').slice(0, 2)).toEqual(['类型', '去向登记状态'])
  })
})
