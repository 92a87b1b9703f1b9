import type { Column } from '@/words/columns'
import { moment } from '@/words/dates'
import { initiatorName } from '@/words/labels'
import { RESCISSION, SIGNING } from '@/words/kinds'

/**
 * Beside the menu and the boxes of a desk 1440 pixels wide all are in view, with a bar to scroll by; at 1280 pixels those up to the major,
 * and the next begins behind what stays at the edge, so that none is cut in the middle of a word.
 */
const ALL: Column[] = [
  { key: 'initiator', label: '签约发起方', width: 74, text: (row) => initiatorName(row.initiator) },
  { key: 'state', label: '签约状态', width: 152 },
  { key: 'exam_no', label: '考生号', width: 118, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 56 },
  { key: 'department', label: '院系', width: 86, text: (row) => row.department },
  { key: 'employer', label: '用人单位', width: 118, text: (row) => row.subject },
  { key: 'submitted', label: '提交时间', width: 84, text: (row) => (row.submitted_at_ms ? moment(row.submitted_at_ms) : '') },
  { key: 'waiting', label: '等待时长', width: 84 },
  { key: 'major', label: '专业', width: 82, text: (row) => row.major },
  { key: 'education', label: '学历', width: 68, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'category', label: '职位类别', width: 76, text: (row, names) => names.name('job_category', row.job_category) },
  { key: 'reviewer', label: '审核人', width: 76, pinned: true, text: (row) => row.reviewer ?? '' },
]

type Change = Partial<Omit<Column, 'key'>>

const DETAIL: Change = { label: '类型', width: 84, text: (row) => row.detail }

/** How a list differs, column by column; `null` has it left out. What is not named here is a destination's. */
const LISTS: Record<string, Record<string, Change | null>> = {
  [SIGNING]: {},
  // The graduate alone begins one.
  backfill: { initiator: null, major: { width: 88 } },
  [RESCISSION]: {
    initiator: { label: '解约发起方' },
    // Beneath the state of what the employer has not answered in time stands so.
    state: { width: 170 },
    department: { width: 82 },
    major: { width: 68 },
    education: { width: 64 },
    category: { label: '原签约职位', width: 78, text: (row) => row.detail },
  },
}

/** The columns of a list, in its own words. */
export function columnsOf(matter: string, list: string): Column[] {
  const own = LISTS[list] ?? {
    initiator: DETAIL,
    state: { label: `${matter}状态` },
    employer: { label: otherSide(list) },
    major: { width: 72 },
    category: null,
  }
  return ALL.flatMap((column) => {
    const change = own[column.key]
    return change === null ? [] : [{ ...column, ...change }]
  })
}

/** The words for the other side of the cases on a list. */
export const otherSide = (list: string) => (list in LISTS ? '用人单位' : '单位、院校')
