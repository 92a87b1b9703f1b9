import type { EmsEdit } from '@/api/wire'

export type EditForm = Record<keyof EmsEdit, string>
type Key = keyof EmsEdit

/** A field of the form. */
export interface EditField {
  key: Key
  label: string
  /** Chosen from this code table. */
  table?: string
  /** Chosen from these. */
  choices?: string[]
  /** Read behind each of them. */
  unit?: string
}

/** As printed on them. */
const DOCUMENTS = ['居民身份证', '港澳居民来往内地通行证', '台湾居民来往大陆通行证', '港澳台居民居住证', '护照', '外国人永久居留身份证']
const YEARS = ['1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5', '5.5', '6', '7', '8']

export const EDIT_FIELDS: EditField[] = [
  { key: 'name', label: '姓名' },
  { key: 'id_type', label: '身份证件类型', choices: DOCUMENTS },
  { key: 'id_no', label: '证件号码' },
  { key: 'exam_no', label: '考生号' },
  { key: 'student_no', label: '学号' },
  { key: 'gender', label: '性别', table: 'gender' },
  { key: 'ethnicity', label: '民族', table: 'ethnicity' },
  { key: 'political_status', label: '政治面貌', table: 'political_status' },
  { key: 'department', label: '院系' },
  { key: 'major', label: '专业' },
  { key: 'education_level', label: '学历', table: 'education_level' },
  { key: 'schooling_years', label: '学制', choices: YEARS, unit: '年' },
  { key: 'training_mode', label: '培养方式', table: 'training_mode' },
]

/** As the row stands. The ID number is not shown: left empty it stays, and whoever corrects it types it anew. */
export const formOf = (fields: EmsEdit): EditForm => Object.fromEntries(EDIT_FIELDS.map(({ key }) => [key, fields[key] ?? ''])) as EditForm

/** Only what differs is sent; nothing differing is an empty edit. */
export function editOf(fields: EmsEdit, form: EditForm): EmsEdit {
  const changed = EDIT_FIELDS.map(({ key }) => [key, form[key].trim()] as const).filter(([key, value]) => value !== (fields[key] ?? ''))
  return Object.fromEntries(changed)
}

export const nothing = (edit: EmsEdit) => Object.keys(edit).length === 0
