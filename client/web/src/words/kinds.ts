import type { KindEntry } from '@/api/wire'

/** The kind whose list has the short address. */
export const SIGNING = 'online_signing'

/** Where the cases of a kind are listed. */
export const listOf = (kind: string) => (kind === SIGNING ? { name: 'staff-cases' } : { name: 'staff-cases-of', params: { kind } })

/** The same, as an address. */
export const addressOf = (kind: string) => (kind === SIGNING ? '/staff/cases' : `/staff/kinds/${kind}`)

/** The server's entry of a kind; of one that it does not name only the code is known. */
export const entryOf = (kinds: readonly KindEntry[], kind: string): KindEntry =>
  kinds.find((entry) => entry.kind === kind) ?? { kind, label: '事项', kinds: [kind], menu: '办理列表', matter: '事项', filter: '', returns: false }
