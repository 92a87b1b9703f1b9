import type { KindEntry } from '@/api/wire'

/** The list that has the short address. */
export const SIGNING = 'online_signing'
/** The list of what ends agreements. */
export const RESCISSION = 'rescission'

/** Where a list of cases is. */
export const listOf = (list: string) => (list === SIGNING ? { name: 'staff-cases' } : { name: 'staff-cases-of', params: { kind: list } })

/** The same, as an address. */
export const addressOf = (list: string) => (list === SIGNING ? '/staff/cases' : `/staff/kinds/${list}`)

/** The server's entry of a list; of one that it does not name only the code is known. */
export const entryOf = (lists: readonly KindEntry[], list: string): KindEntry =>
  lists.find((entry) => entry.kind === list) ?? {
    kind: list,
    label: '事项',
    kinds: [list],
    menu: '办理列表',
    matter: '事项',
    filter: '',
    returns: false,
    agreements: false,
  }

/** The list that cases of a kind are on: kinds that are handled on one page share it. */
export const listHolding = (lists: readonly KindEntry[], kind: string): string => lists.find(({ kinds }) => kinds.includes(kind))?.kind ?? kind

/** The lists that the guide speaks of by the state of a signing, whatever they do to it. */
const OF_SIGNINGS = [SIGNING, 'backfill', RESCISSION]

/** 「签约状态」, 「去向登记状态」. */
export const stateWord = ({ kind, matter }: KindEntry): string => `${OF_SIGNINGS.includes(kind) ? '签约' : matter}状态`
