import type { Command } from './http'
import type { Activate, ChangeJobCategory, Decline, Invite, Lookup, MarkRead, Review, SignIn, SubmitHandler } from './wire'

/** A command before it has its key: what the user wants, without the attempt. */
export type Intent = Omit<Command, 'key'>

/** The part of a row that a command on it must name. */
interface Seen {
  case: string
  version: number
}

const onCase = (seen: Seen, action: string, body: unknown): Intent => ({
  method: 'POST',
  path: `/cases/${encodeURIComponent(seen.case)}/${action}`,
  body,
  version: seen.version,
})

export const signIn = (body: SignIn): Intent => ({ method: 'POST', path: '/session', body })
export const activate = (body: Activate): Intent => ({ method: 'POST', path: '/session/activation', body })
export const signOut = (): Intent => ({ method: 'DELETE', path: '/session' })
export const lookUpGraduate = (body: Lookup): Intent => ({ method: 'POST', path: '/graduates/lookup', body })
export const invite = (body: Invite): Intent => ({ method: 'POST', path: '/invitations', body })
export const markRead = (body: MarkRead): Intent => ({ method: 'POST', path: '/notices/read', body })
export const accept = (seen: Seen): Intent => onCase(seen, 'acceptance', {})
export const decline = (seen: Seen, body: Decline): Intent => onCase(seen, 'refusal', body)
export const withdraw = (seen: Seen): Intent => onCase(seen, 'withdrawal', {})
export const review = (seen: Seen, body: Review): Intent => onCase(seen, 'review', body)

export const setSwitch = (name: string, open: boolean): Intent => ({ method: 'PUT', path: `/settings/switches/${name}`, body: { open } })
export const setRoute = (module: string, route: string): Intent => ({ method: 'PUT', path: `/settings/modules/${module}/route`, body: { route } })
export const setRescissionLimit = (limit: number): Intent => ({ method: 'PUT', path: '/settings/rescission-limit', body: { limit } })
export const submitHandler = (body: SubmitHandler): Intent => ({ method: 'POST', path: '/settings/handlers', body })
export const setAgreementKind = (kind: string): Intent => ({ method: 'PUT', path: '/province/agreement-kind', body: { kind } })
export const openModule = (module: string): Intent => ({ method: 'POST', path: `/province/modules/${module}/opening`, body: {} })

export const changeJobCategory = (seen: Seen, body: ChangeJobCategory): Intent => ({
  ...onCase(seen, 'job-category', body),
  method: 'PUT',
})
