import type { CaseRow } from '@/api/wire'
import type { Names } from './facts'

/** A column of a list of cases; `text` is what it shows when it shows plain text. `state`, `name` and `waiting` have their own look. */
export interface Column {
  key: string
  label: string
  /** Share of the width. */
  width: number
  text?: (row: CaseRow, names: Names) => string
}
