import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { Beginning } from '@/api/wire'

/** The kinds that end an agreement, by the kind of the agreement (RES-01, RES-03). */
const ENDED_BY: Record<string, string> = {
  online_signing: 'online_rescission',
  offline_signing: 'offline_rescission',
  backfill: 'offline_rescission',
}

export const rescissionOf = (agreement: string) => ENDED_BY[agreement] ?? 'online_rescission'

export const isRescission = (kind: string) => Object.values(ENDED_BY).includes(kind)

/** The part of the address beside the kind. */
interface Beside {
  /** The agreement that is to end. */
  about?: string | undefined
  /** The form that was chosen, where a kind has several. */
  form?: string | undefined
}

const query = (beside: Beside): LocationQueryRaw => ({ ...beside })

/** Where a graduate begins a case of a kind. */
export const toStart = (kind: string, about?: string): RouteLocationRaw => ({ name: 'hand-in', params: { kind }, query: query({ about }) })

/** Where its form is filled in. */
export const toForm = (kind: string, beside: Beside = {}): RouteLocationRaw => ({ name: 'hand-in-form', params: { kind }, query: query(beside) })

/** Where what was taken back or returned is handed in again. */
export const toMend = (kind: string, id: string): RouteLocationRaw => ({ name: 'hand-in-again', params: { kind, id } })

/** The code of the only form, where there is nothing to choose; otherwise none. */
export const onlyForm = ({ forms }: Beginning) => (forms.length === 1 ? forms[0]!.form : '')
