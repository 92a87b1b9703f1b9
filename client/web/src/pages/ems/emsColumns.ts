import type { EmsRosterRow } from '@/api/wire'
import type { TableColumn } from '@/words/columns'
import { moment } from '@/words/dates'
import type { Names } from '@/words/facts'

/** A column of the roster in the EMS; `action` holds controls. */
export interface EmsColumn extends TableColumn {
  text?: (row: EmsRosterRow, names: Names) => string
}

/** All of them fit beside the menu of a desk 1440 pixels wide; of one of 1280 pixels those up to the destination. */
const PERSON: EmsColumn[] = [
  { key: 'exam_no', label: '考生号', width: 120, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 92, text: (row) => row.name },
  { key: 'id_no', label: '身份证号', width: 134, text: (row) => row.id_no_masked },
  { key: 'department', label: '院系', width: 122, text: (row) => row.department },
  { key: 'major', label: '专业', width: 120, text: (row) => row.major },
]
const STUDIES: EmsColumn[] = [
  { key: 'education', label: '学历', width: 86, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'cohort', label: '毕业届', width: 68, text: (row) => `${row.cohort} 届` },
]
const REMOVED: EmsColumn = { key: 'removed', label: '删除时间', width: 140, text: (row) => (row.removed_at_ms ? moment(row.removed_at_ms) : '') }
const DESTINATION: EmsColumn = { key: 'destination', label: '毕业去向', width: 156, text: (row) => row.destination }
const ACTION: EmsColumn = { key: 'action', label: '操作', width: 224, fixed: true, pinned: true }

/** The actions on a row, for users who may change it. */
export const emsColumns = (removed: boolean, selectable: boolean): EmsColumn[] =>
  selectable ? [...PERSON, DESTINATION, ...STUDIES, ACTION] : [...PERSON, removed ? REMOVED : DESTINATION, ...STUDIES]
