import type { CaseRow, Code } from '@/api/wire'
import { STATE, levelOf } from './states'

/** The cases at departments where nobody can decide; offered to school users, no entry of the guide's (SET-07). */
export const UNATTENDED = 'unattended'
export const UNATTENDED_LABEL = '等待学院审核，但院系无人审核'
/** Graduates who voided a destination and have handed in nothing since (VOI-01); a list of its own. */
export const VOIDED_ONLY = 'voided_only'
/** A graduate's request that the employer has not answered (RES-02). */
export const ASKED_EMPLOYER = 'rescission_asked_by_graduate'
/** Chosen in the state filter to see everything; not a code of the server's. */
export const EVERY_STATE = 'all'

/** The state that the server is asked for, by the one in the address: no `state` is the list's default (SIG-02, DES-05), `all` is none. */
export function askedState(inAddress: string | undefined, standard: string): string | undefined {
  if (inAddress === EVERY_STATE) return undefined
  return inAddress || standard || undefined
}

/** The states of the lanes of an employer's board, as far as a state alone says its lane. */
const LANES: Record<string, (state: string) => boolean> = {
  lane_invited: (state) => state === STATE.invited,
  lane_accepted: (state) => levelOf(state) === 'department',
  lane_reviewing: (state) => levelOf(state) === 'school',
  lane_declined: (state) => state === STATE.declined,
  lane_expired: (state) => state === 'expired',
}

const same = (one: Code, other: Code) => one.name === other.name && one.covers?.join() === other.covers?.join()

/** The entries of one list: of two that are the same the first, and those that only read alike told apart by the kind of case that they are of. */
export function toldApart(all: readonly Code[], kindName: (kind: string) => string): Code[] {
  const entries = all.filter((entry, place) => all.findIndex((other) => same(entry, other)) === place)
  const alike = (name: string) => entries.filter((entry) => entry.name === name).length > 1
  const kindOf = ({ covers }: Code) => covers?.[0]?.split('.')[0] ?? ''
  return entries.map((entry) => (alike(entry.name) ? { ...entry, name: `${entry.name}（${kindName(kindOf(entry))}）` } : entry))
}

/** Whether a row belongs under a filter of states; `entries` is the code table `case_filters`. A filter that nobody knows keeps its rows. */
export function covers(entries: readonly Code[], filter: string, row: Pick<CaseRow, 'kind' | 'state'>): boolean {
  if (filter.startsWith('lane_')) return LANES[filter]?.(row.state) ?? true
  if (filter === UNATTENDED) return levelOf(row.state) === 'department'
  const known = entries.filter(({ code }) => code === filter)
  if (!known.length) return true
  return known.some((entry) => entry.covers?.includes(`${row.kind}.${row.state}`))
}
