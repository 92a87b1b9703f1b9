import type { Column } from '@/words/columns'
import { moment } from '@/words/dates'
import { initiatorName } from '@/words/labels'
import { SIGNING } from '@/words/kinds'

/** Beside the menu of a desk 1280 pixels wide those up to the times are in view, left of what stays at the edge; of 1440 pixels all. */
const ALL: Column[] = [
  { key: 'initiator', label: '签约发起方', width: 76, text: (row) => initiatorName(row.initiator) },
  { key: 'state', label: '签约状态', width: 166 },
  { key: 'exam_no', label: '考生号', width: 122, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 58 },
  { key: 'department', label: '院系', width: 90, text: (row) => row.department },
  { key: 'employer', label: '用人单位', width: 126, text: (row) => row.subject },
  { key: 'submitted', label: '提交时间', width: 84, text: (row) => (row.submitted_at_ms ? moment(row.submitted_at_ms) : '') },
  { key: 'waiting', label: '等待时长', width: 88 },
  { key: 'major', label: '专业', width: 88, text: (row) => row.major },
  { key: 'education', label: '学历', width: 76, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'category', label: '职位类别', width: 84, text: (row, names) => names.name('job_category', row.job_category) },
  { key: 'reviewer', label: '审核人', width: 76, pinned: true, text: (row) => row.reviewer ?? '' },
]

/** The columns that only an agreement has. */
const OF_AGREEMENTS = ['category']

/** The columns of a kind's list, in its own words. */
export function columnsOf(matter: string, kind: string): Column[] {
  if (kind === SIGNING) return ALL
  const others = ALL.filter(({ key }) => !OF_AGREEMENTS.includes(key))
  return others.flatMap((column) => {
    if (column.key === 'initiator') return [DETAIL]
    if (column.key === 'state') return [{ ...column, label: `${matter}状态` }]
    return column.key === 'employer' ? [{ ...column, label: otherSide(kind) }] : [column]
  })
}

/** The words for the other side of a kind's cases. */
export const otherSide = (kind: string) => (kind === SIGNING ? '用人单位' : '单位、院校')

/** The particular form of the case: for kinds that one party alone begins. */
const DETAIL: Column = { key: 'detail', label: '类型', width: 112, text: (row) => row.detail }
