import type { CaseRow } from '@/api/wire'

/** A row on screen: as it is now, and whether it still belongs to what was asked for. */
export interface ListRow {
  row: CaseRow
  /** No longer matches the filter: stays, greyed, until the next query, so that nothing moves under the mouse. */
  gone: boolean
  /** Rises with every change seen live; a change makes the row flash once. */
  changes: number
}

export const freshRows = (rows: CaseRow[]): ListRow[] => rows.map((row) => ({ row, gone: false, changes: 0 }))

/** Whether a row, as it is now, no longer matches what was asked for. */
export type Leaves = (now: CaseRow) => boolean

function mergeRow(listed: ListRow, now: CaseRow | undefined, leaves: Leaves): ListRow {
  // Pushes may be repeated and may be older than the answer the list was read from.
  if (!now || now.version < listed.row.version) return listed
  // A verdict that can still be taken back is no version (EXT-09).
  if (now.version === listed.row.version && now.held?.until_ms === listed.row.held?.until_ms) return listed
  return { row: now, gone: leaves(now), changes: listed.changes + 1 }
}

/** The list after a push, and whether rows changed that are not on it. */
export function mergeChanged(listed: ListRow[], changed: CaseRow[], leaves: Leaves): { rows: ListRow[]; others: boolean } {
  const byCase = new Map(changed.map((row) => [row.case, row]))
  const here = new Set(listed.map((item) => item.row.case))
  return {
    rows: listed.map((item) => mergeRow(item, byCase.get(item.row.case), leaves)),
    others: changed.some((row) => !here.has(row.case)),
  }
}
