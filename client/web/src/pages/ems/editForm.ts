import type { EmsEdit, EmsRosterRow } from '@/api/wire'

export type EditForm = Record<keyof EmsEdit, string>
type Key = keyof EmsEdit

/** A field of the form. Of those that the roster does not show, an empty one means: as it is. */
export interface EditField {
  key: Key
  label: string
  /** Chosen from this code table. */
  table?: string
  /** Chosen from these. */
  choices?: string[]
}

const YEARS = ['1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5', '5.5', '6', '7', '8']

export const EDIT_FIELDS: EditField[] = [
  { key: 'name', label: '姓名' },
  { key: 'id_no', label: '身份证号' },
  { key: 'exam_no', label: '考生号' },
  { key: 'student_no', label: '学号' },
  { key: 'gender', label: '性别', table: 'gender' },
  { key: 'ethnicity', label: '民族', table: 'ethnicity' },
  { key: 'political_status', label: '政治面貌', table: 'political_status' },
  { key: 'department', label: '院系' },
  { key: 'major', label: '专业' },
  { key: 'education_level', label: '学历', table: 'education_level' },
  { key: 'schooling_years', label: '学制', choices: YEARS },
  { key: 'training_mode', label: '培养方式', table: 'training_mode' },
]

const SHOWN = ['name', 'exam_no', 'department', 'major', 'education_level'] as const
const isShown = (key: Key): key is (typeof SHOWN)[number] => (SHOWN as readonly Key[]).includes(key)

/** What the roster shows of a row; the rest is not known to the page. */
export const formOf = (row: EmsRosterRow): EditForm =>
  Object.fromEntries(EDIT_FIELDS.map(({ key }) => [key, isShown(key) ? row[key] : ''])) as EditForm

export const unknown = (key: Key) => !isShown(key)

/** Only what differs is sent; nothing differing is an empty edit. */
export function editOf(row: EmsRosterRow, form: EditForm): EmsEdit {
  const changed = EDIT_FIELDS.map(({ key }) => [key, form[key].trim()] as const).filter(([key, value]) =>
    isShown(key) ? value !== row[key] : value !== '',
  )
  return Object.fromEntries(changed)
}

export const nothing = (edit: EmsEdit) => Object.keys(edit).length === 0
