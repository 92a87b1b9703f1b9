import type { TransferRow } from '@/api/wire'
import type { TableColumn } from '@/words/columns'
import { moment } from '@/words/dates'
import { place, type Names } from '@/words/facts'

/** A column of 「档案信息」 or 「户口信息」; `state` has its own look. */
export interface TransferColumn extends TableColumn {
  text?: (row: TransferRow, names: Names) => string
}

const PERSON: TransferColumn[] = [
  { key: 'exam_no', label: '考生号', width: 128, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 104, text: (row) => row.name },
  { key: 'department', label: '院系', width: 136, text: (row) => row.department },
  { key: 'major', label: '专业', width: 136, text: (row) => row.major },
  { key: 'education', label: '学历', width: 104, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'state', label: '登记状态', width: 96 },
]
const CHANGED: TransferColumn = {
  key: 'changed', label: '更新时间', width: 132, text: (row) => (row.changed_at_ms ? moment(row.changed_at_ms) : ''),
}

const ARCHIVE: TransferColumn[] = [
  { key: 'type', label: '转寄类型', width: 112, text: (row, names) => (row.archive ? names.name('archive_transfer_type', row.archive.transfer_type) : '') },
  { key: 'organisation', label: '转寄单位', width: 176, text: (row) => row.archive?.organisation ?? '' },
  { key: 'address', label: '转寄地址', width: 200, text: (row, names) => (row.archive ? place(names, row.archive.region, row.archive.address) : '') },
]
const HOUSEHOLD: TransferColumn[] = [
  { key: 'type', label: '迁转类型', width: 128, text: (row, names) => (row.household ? names.name('household_transfer_type', row.household.transfer_type) : '') },
  { key: 'address', label: '迁转地址', width: 240, text: (row, names) => (row.household ? place(names, row.household.region, row.household.address) : '') },
]

export const columnsOf = (module: string): TransferColumn[] => [...PERSON, ...(module === 'archive' ? ARCHIVE : HOUSEHOLD), CHANGED]
