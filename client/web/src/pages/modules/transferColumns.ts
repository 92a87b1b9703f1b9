import type { TransferRow } from '@/api/wire'
import type { TableColumn } from '@/words/columns'
import { moment } from '@/words/dates'
import { place, type Names } from '@/words/facts'

/** A column of 「档案信息」 or 「户口信息」; `state` has its own look. */
export interface TransferColumn extends TableColumn {
  text?: (row: TransferRow, names: Names) => string
}

const WHO: TransferColumn[] = [
  { key: 'exam_no', label: '考生号', width: 134, text: (row) => row.exam_no },
  { key: 'name', label: '姓名', width: 84, text: (row) => row.name },
  { key: 'state', label: '登记状态', width: 92 },
  { key: 'changed', label: '更新时间', width: 126, text: (row) => (row.registered ? moment(row.registered.changed_at_ms) : '') },
  { key: 'department', label: '院系', width: 120, text: (row) => row.department },
  { key: 'major', label: '专业', width: 116, text: (row) => row.major },
  { key: 'education', label: '学历', width: 92, text: (row, names) => names.name('education_level', row.education_level) },
]

const typeOf = ({ registered }: TransferRow, table: string, names: Names) => (registered ? names.name(table, registered.transfer_type) : '')
const addressOf = ({ registered }: TransferRow, names: Names) => (registered ? place(names, registered.region, registered.address) : '')

const ARCHIVE: TransferColumn[] = [
  { key: 'type', label: '转寄类型', width: 100, text: (row, names) => typeOf(row, 'archive_transfer_type', names) },
  { key: 'organisation', label: '转寄单位', width: 146, text: (row) => row.registered?.organisation ?? '' },
  { key: 'address', label: '转寄地址', width: 164, text: (row, names) => addressOf(row, names) },
]
const HOUSEHOLD: TransferColumn[] = [
  { key: 'type', label: '迁转类型', width: 128, text: (row, names) => typeOf(row, 'household_transfer_type', names) },
  { key: 'address', label: '迁转地址', width: 260, text: (row, names) => addressOf(row, names) },
]

export const columnsOf = (module: string): TransferColumn[] => [...WHO, ...(module === 'archive' ? ARCHIVE : HOUSEHOLD)]
