import type { RouteLocationRaw } from 'vue-router'
import type { CaseRow } from '@/api/wire'
import type { Names } from './facts'

/** The part of a column that every table has. */
interface BasicColumn {
  key: string
  label: string
  /** Stays at the right edge of the frame, however far the columns reach. */
  pinned?: boolean
}

/** A column of a table that is drawn as a whole: as wide as what stands in it, within the widths that are given (CSS). */
export interface DataColumn<R> extends BasicColumn {
  /** The plain text of a cell; any other look is a slot of the table. */
  text?: (row: R) => string
  /** The page that the text leads to. */
  link?: (row: R) => RouteLocationRaw
  width?: string
  least?: string
  /** Text that is wider than that is cut off with an ellipsis, or broken where the column `wraps`. */
  most?: string
  wraps?: boolean
  align?: 'right'
  /** It is what the reader knows the row by. */
  name?: boolean
  /** Its cells are the heads of their rows. */
  heads?: boolean
  /** Below all rows. */
  foot?: string
}

/** A column of a long table, of which only a part is drawn: its width cannot follow what stands in it. */
export interface TableColumn extends BasicColumn {
  /** In pixels, until the reader drags it; what is left over is shared out. */
  width: number
  /** Not to be dragged: it holds a control. */
  fixed?: boolean
  sort?: () => 'ascending' | 'descending' | undefined
}

/** The column of boxes of a table whose rows can be chosen. */
export const CHOICE_PX = 44

/** A column of a list of cases; `text` is what it shows when it shows plain text. `state`, `name` and `waiting` have their own look. */
export interface Column extends TableColumn {
  text?: (row: CaseRow, names: Names) => string
}

export const strings = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Columns named in an address or in memory, in that order, what stays at the edge last; nothing usable means all. */
export function chosenFrom<C extends TableColumn>(all: C[], keys: readonly string[]): C[] {
  const named = [...new Set(keys)].flatMap((key) => all.find((column) => column.key === key) ?? [])
  const chosen = [...named.filter(({ pinned }) => !pinned), ...named.filter(({ pinned }) => pinned)]
  return chosen.length ? chosen : all
}
