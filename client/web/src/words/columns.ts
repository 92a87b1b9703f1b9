import type { CaseRow } from '@/api/wire'
import type { Names } from './facts'

/** A column of a table. */
export interface TableColumn {
  key: string
  label: string
  /** In pixels, until the reader drags it; what is left over is shared out. */
  width: number
  /** Not to be dragged: it holds a control. */
  fixed?: boolean
  /** Stays at the right edge of the frame, however far the columns reach. */
  pinned?: boolean
  sort?: () => 'ascending' | 'descending' | undefined
}

/** A column of a list of cases; `text` is what it shows when it shows plain text. `state`, `name` and `waiting` have their own look. */
export interface Column extends TableColumn {
  text?: (row: CaseRow, names: Names) => string
}

export const strings = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Columns named in an address or in memory, in the list's order; nothing usable means all. */
export function chosenFrom<C extends TableColumn>(all: C[], keys: readonly string[]): C[] {
  const chosen = all.filter((column) => keys.includes(column.key))
  return chosen.length ? chosen : all
}
