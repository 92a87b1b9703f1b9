import type { CaseRow } from '@/api/wire'
import type { ListRow } from '@/composables/listRows'
import { SIGNING } from '@/words/kinds'
import { STATE } from '@/words/states'

/** A graduate's cases by the pages of their menu. */
export const DESTINATION = 'destination'

const isInvitation = (row: CaseRow) => row.kind === SIGNING && row.state === STATE.invited
export const isRescission = (row: CaseRow) => !!row.about
const isSigning = (row: CaseRow) => !isRescission(row) && row.kind !== DESTINATION

export const invitationsOf = (rows: ListRow[]) => rows.filter(({ row }) => isInvitation(row))
/** Online, offline and registered from paper. */
export const signingsOf = (rows: ListRow[]) => rows.filter(({ row }) => isSigning(row) && !isInvitation(row))
export const rescissionsOf = (rows: ListRow[]) => rows.filter(({ row }) => isRescission(row))

/** Agreements that hold, so that their end can be asked for. */
export const agreementsOf = (rows: ListRow[]) => signingsOf(rows).filter(({ row }) => row.state === STATE.effective)
