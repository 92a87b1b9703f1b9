import type { RosterRow } from '@/api/wire'
import type { Names } from '@/words/facts'
import type { TableColumn } from '@/words/columns'

/** A column of 「学生名单」; `id_no` has its own look. */
export interface RosterColumn extends TableColumn {
  text?: (row: RosterRow, names: Names) => string
}

/** Leads to a row's basic information; no column to choose. */
export const DETAIL: RosterColumn = { key: 'action', label: '操作', width: 64, fixed: true, pinned: true }

/** The destination, for which a reader looks somebody up, is in view beside the menu of a desk 1280 pixels wide. */
export const ROSTER_COLUMNS: RosterColumn[] = [
  { key: 'exam_no', label: '考生号', width: 136, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 92, text: (row) => row.name },
  { key: 'id_no', label: '身份证号', width: 184 },
  { key: 'department', label: '院系', width: 126, text: (row) => row.department },
  { key: 'major', label: '专业', width: 130, text: (row) => row.major },
  { key: 'destination', label: '毕业去向', width: 190, text: (row) => row.destination },
  { key: 'education', label: '学历', width: 100, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'training', label: '培养方式', width: 92, text: (row, names) => names.name('training_mode', row.training_mode) },
  { key: 'cohort', label: '毕业届', width: 72, text: (row) => `${row.cohort} 届` },
]
