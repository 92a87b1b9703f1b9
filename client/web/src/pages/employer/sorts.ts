import type { CaseQuery, CaseRow, Code } from '@/api/wire'

/** A narrowing of an employer's list: invitations it sent, agreements it is to stamp, ends of agreements. */
export interface Sort {
  code: string
  name: string
  /** The list of the server's that its states are named in. */
  list: string
  kinds: string[]
  query: CaseQuery
}

export const SORTS: Sort[] = [
  { code: 'invitation', name: '签约邀请', list: 'online_signing', kinds: ['online_signing'], query: { kind: 'online_signing', initiator: 'employer' } },
  { code: 'offline', name: '线下签约', list: 'online_signing', kinds: ['offline_signing'], query: { kind: 'offline_signing' } },
  { code: 'rescission', name: '解约', list: 'rescission', kinds: ['online_rescission', 'offline_rescission'], query: { kind: 'rescission' } },
]

/** The narrowing that the address names; a state alone speaks of signings. */
export const sortOf = (code: string | undefined): Sort | undefined => SORTS.find((sort) => sort.code === code)

const kindsOf = (entry: Code) => (entry.covers ?? []).map((state) => state.split('.')[0]!)

/** The states that an employer can meet there: what a school decides before it asks for a stamp is not told to employers (OFF-02). */
const UNSEEN = /^offline_signing\.(in_review_|returned$|taken_back$|rejected$)/

/** The entries of the state filter under a narrowing; without one, those of signings. */
export function statesOf(entries: Code[], sort: Sort | undefined): Code[] {
  const { list, kinds } = sort ?? { list: 'online_signing', kinds: ['online_signing', 'offline_signing'] }
  const seen = (entry: Code) => (entry.covers ?? []).some((state) => !UNSEEN.test(state))
  return entries.filter((entry) => entry.kinds?.includes(list) && seen(entry) && kindsOf(entry).some((kind) => kinds.includes(kind)))
}

/** Whether a row is still what the list was asked for. */
export function belongs(row: Pick<CaseRow, 'kind' | 'state'>, sort: Sort | undefined, state: Code | undefined): boolean {
  return (!sort || sort.kinds.includes(row.kind)) && (!state?.covers?.length || state.covers.includes(`${row.kind}.${row.state}`))
}

/** The lane of agreements that are to end: its rows are the rescissions (RES-01). */
const RESCINDING = 'lane_rescinding'

/** Rescissions that are under way, each word once: two kinds share some. */
function openRescissions(entries: Code[]): Code[] {
  const isOpen = (state: string) => /\.(invited|asked_|in_)/.test(state)
  const open = statesOf(entries, sortOf('rescission')).filter(({ code, covers }) => !code.startsWith('waiting_') && covers?.every(isOpen))
  return open.filter(({ name }, at) => open.findIndex((other) => other.name === name) === at)
}

/** The choices of the state filter: invitations are narrowed by the lanes of the board, what is something else by its own states. */
export function optionsOf(lanes: Code[], entries: Code[], sort: Sort | undefined): Code[] {
  if (!sort) return [...lanes, ...openRescissions(entries)]
  return sort.code === 'invitation' ? lanes.filter(({ code }) => code !== RESCINDING) : statesOf(entries, sort)
}
