import type { CaseRow, KindEntry } from '@/api/wire'
import { isSecondPhase } from './states'

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

/** What is certified under a two-party agreement: signings that an employer has agreed to or stamped, and their end (guide §6, §8). */
const CERTIFIED = ['online_signing', 'online_rescission', 'offline_rescission']

/** The name of the decision on a row, as its own page says it; `ofSchool` is the word of the school's agreements. */
export function reviewWordOf({ kind, state }: Pick<CaseRow, 'kind' | 'state'>, ofSchool: string | null | undefined): string {
  const certified = CERTIFIED.includes(kind) || (kind === 'offline_signing' && isSecondPhase(state))
  return (certified && ofSchool) || '审核'
}
