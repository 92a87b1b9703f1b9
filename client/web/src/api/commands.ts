import { queryString, type Command } from './http'
import type {
  Amend,
  Activate,
  AmendEmployer,
  AskPhoneCode,
  BeginCase,
  BindWechat,
  CaseAnswer,
  CaseQuery,
  ChangePassword,
  ChooseBatch,
  ConfirmEnrolment,
  Contact,
  Correct,
  DecideEmployer,
  Decline,
  EmployerContact,
  EmsAccount,
  EmsAccountForm,
  EmsEdit,
  EmsPapers,
  EmsSchoolForm,
  Filled,
  FlagEmployer,
  GivePermit,
  HandInPaper,
  Invite,
  Lookup,
  MarkRead,
  ProveAgain,
  RegisterEmployer,
  ResetPassword,
  Reveal,
  Review,
  SecondStep,
  SetDeputy,
  SignIn,
  Stamped,
  Statement,
  SubmitHandler,
  Verify,
} from './wire'

/** A command before it has its key: what the user wants, without the attempt. */
export type Intent = Omit<Command, 'key'>

/** The part of a row that a command on it must name. */
interface Seen {
  case: string
  version: number
}

/** All agreements of a list in one zip; its file is fetched by the browser itself. */
export const askForZip = (query: CaseQuery): Intent => ({ method: 'POST', path: `/agreement-zips${queryString(query)}` })

const onCase = (seen: Seen, action: string, body: unknown): Intent => ({
  method: 'POST',
  path: `/cases/${encodeURIComponent(seen.case)}/${action}`,
  body,
  version: seen.version,
})

export const givePermit = (id: string, body: GivePermit): Intent => ({ method: 'POST', path: `/cases/${encodeURIComponent(id)}/permits`, body })
export const takePermitBack = (id: string, code: string): Intent => ({
  method: 'DELETE',
  path: `/cases/${encodeURIComponent(id)}/permits/${encodeURIComponent(code)}`,
})
export const verifyAgreement = (body: Verify): Intent => ({ method: 'POST', path: '/verifications', body })
export const signIn = (body: SignIn): Intent => ({ method: 'POST', path: '/session', body })
export const activate = (body: Activate): Intent => ({ method: 'POST', path: '/session/activation', body })
export const secondStep = (body: SecondStep): Intent => ({ method: 'POST', path: '/session/code', body })
export const askPhoneCode = (body: AskPhoneCode): Intent => ({ method: 'POST', path: '/password-reset', body })
export const resetPassword = (body: ResetPassword): Intent => ({ method: 'PUT', path: '/password-reset', body })
export const signOut = (): Intent => ({ method: 'DELETE', path: '/session' })
export const endSession = (session: string): Intent => ({ method: 'DELETE', path: `/sessions/${encodeURIComponent(session)}` })
export const endOtherSessions = (): Intent => ({ method: 'DELETE', path: '/sessions' })
export const changePassword = (body: ChangePassword): Intent => ({ method: 'PUT', path: '/account/password', body })
export const claimRecord = (code: string): Intent => ({ method: 'POST', path: '/records', body: { code } })
export const showRecord = (graduate: string): Intent => ({ method: 'PUT', path: '/records/shown', body: { graduate } })
export const setContact = (body: Contact): Intent => ({ method: 'PUT', path: '/contact', body })
export const beginSecondFactor = (body: ProveAgain): Intent => ({ method: 'POST', path: '/account/second-factor', body })
export const confirmSecondFactor = (body: ConfirmEnrolment): Intent => ({ method: 'PUT', path: '/account/second-factor', body })
export const removeSecondFactor = (body: ProveAgain): Intent => ({ method: 'POST', path: '/account/second-factor/removal', body })
export const renewRecoveryCodes = (body: ProveAgain): Intent => ({ method: 'POST', path: '/account/second-factor/recovery-codes', body })
export const beginWechat = (): Intent => ({ method: 'POST', path: '/account/wechat' })
export const bindWechat = (body: BindWechat): Intent => ({ method: 'PUT', path: '/account/wechat', body })
export const unbindWechat = (): Intent => ({ method: 'DELETE', path: '/account/wechat' })
export const replayDelivery = (number: number): Intent => ({ method: 'POST', path: `/deliveries/${number}/replay` })
export const lookUpGraduate = (body: Lookup): Intent => ({ method: 'POST', path: '/graduates/lookup', body })
export const reveal = (graduate: string, body: Reveal): Intent => ({
  method: 'POST',
  path: `/graduates/${encodeURIComponent(graduate)}/reveal`,
  body,
})
export const invite = (body: Invite): Intent => ({ method: 'POST', path: '/invitations', body })
export const chooseBatch = (body: ChooseBatch): Intent => ({ method: 'POST', path: '/batches', body })
export const startBatch = (id: string): Intent => ({ method: 'POST', path: `/batches/${encodeURIComponent(id)}/start` })
export const stopBatch = (id: string): Intent => ({ method: 'POST', path: `/batches/${encodeURIComponent(id)}/stop` })
export const flagEmployer = (body: FlagEmployer): Intent => ({ method: 'POST', path: '/flags', body })
export const liftFlag = (employer: string, reason: string): Intent => ({
  method: 'POST',
  path: `/flags/${encodeURIComponent(employer)}/lifting`,
  body: { reason },
})
export const markRead = (body: MarkRead): Intent => ({ method: 'POST', path: '/notices/read', body })
export const accept = (seen: Seen): Intent => onCase(seen, 'acceptance', {})
export const decline = (seen: Seen, body: Decline): Intent => onCase(seen, 'refusal', body)
export const withdraw = (seen: Seen): Intent => onCase(seen, 'withdrawal', {})
export const saveDraft = (kind: string, body: Filled): Intent => ({ method: 'PUT', path: `/drafts/${encodeURIComponent(kind)}`, body })
export const dropDraft = (kind: string): Intent => ({ method: 'DELETE', path: `/drafts/${encodeURIComponent(kind)}` })
export const handIn = (body: BeginCase): Intent => ({ method: 'POST', path: '/cases', body })
export const handInAgain = (seen: Seen, body: Filled): Intent => onCase(seen, 'submission', body)
export const takeBack = (seen: Seen): Intent => onCase(seen, 'recall', {})
export const correct = (seen: Seen, body: Correct): Intent => ({ ...onCase(seen, 'form', body), method: 'PUT' })
export const answerCase = (seen: Seen, body: CaseAnswer): Intent => onCase(seen, 'answer', body)
/** By whoever has the paper, without an account. */
export const handInPaper = (link: string, version: number, body: HandInPaper): Intent => ({
  method: 'POST',
  path: `/paper/${encodeURIComponent(link)}`,
  body,
  version,
})
export const handInStamped = (seen: Seen, body: Stamped): Intent => onCase(seen, 'stamped', body)
export const giveUp = (seen: Seen): Intent => onCase(seen, 'giving-up', {})
export const voidCase = (seen: Seen): Intent => onCase(seen, 'voiding', {})
export const refresh = (seen: Seen): Intent => onCase(seen, 'refresh', undefined)
/** At the desk a decision can be taken back for a while: until then nobody else hears of it (EXT-09). */
export const review = (seen: Seen, body: Review): Intent => onCase(seen, 'review?hold=true', body)
export const undoReview = (seen: Seen): Intent => onCase(seen, 'undo', undefined)
/** An act by statement of a school user takes effect at once. */
export const approveUnilaterally = (seen: Seen, { statement }: Statement): Intent => onCase(seen, 'review', { verdict: 'approve_unilaterally', statement })
export const force = (seen: Seen, body: Statement): Intent => onCase(seen, 'forced-rescission', body)
export const voidUngraduated = (seen: Seen, body: Statement): Intent => onCase(seen, 'not-graduated', body)

export const setSwitch = (name: string, open: boolean): Intent => ({ method: 'PUT', path: `/settings/switches/${name}`, body: { open } })
export const setRoute = (module: string, route: string): Intent => ({ method: 'PUT', path: `/settings/modules/${module}/route`, body: { route } })
export const setGoal = (goal: number | null): Intent => ({ method: 'PUT', path: '/employer/goal', body: { goal } })
export const setRescissionLimit = (limit: number): Intent => ({ method: 'PUT', path: '/settings/rescission-limit', body: { limit } })
export const setAnswerDays = (days: number): Intent => ({ method: 'PUT', path: '/settings/answer-days', body: { days } })
export const submitHandler = (body: SubmitHandler): Intent => ({ method: 'POST', path: '/settings/handlers', body })
export const setAgreementKind = (kind: string): Intent => ({ method: 'PUT', path: '/province/agreement-kind', body: { kind } })
export const openModule = (module: string): Intent => ({ method: 'POST', path: `/province/modules/${module}/opening`, body: {} })

export const amend = (seen: Seen, body: Amend): Intent => ({
  ...onCase(seen, 'amendment', body),
  method: 'PUT',
})

export const registerEmployer = (body: RegisterEmployer): Intent => ({ method: 'POST', path: '/employer/registration', body })
export const amendRegistration = (version: number, body: AmendEmployer): Intent => ({ method: 'PUT', path: '/employer/registration', body, version })
export const submitRegistration = (version: number): Intent => ({ method: 'POST', path: '/employer/registration/submission', version })
export const setEmployerContact = (body: EmployerContact): Intent => ({ method: 'PUT', path: '/employer/contact', body })
export const decideEmployer = (employer: string, version: number, body: DecideEmployer): Intent => ({
  method: 'POST',
  path: `/province/employers/${encodeURIComponent(employer)}/decision`,
  body,
  version,
})

const at = (...parts: (string | number)[]) => `/ems/${parts.map(encodeURIComponent).join('/')}`

export const deleteGraduates = (graduates: string[]): Intent => ({ method: 'POST', path: at('roster', 'deletion'), body: { graduates } })
export const editGraduate = (graduate: string, version: number, body: EmsEdit): Intent => ({
  method: 'PUT',
  path: at('roster', graduate),
  body,
  version,
})
export const resendGraduate = (graduate: string): Intent => ({ method: 'POST', path: at('roster', graduate, 'resend') })
export const setPapers = (graduate: string, version: number, body: EmsPapers): Intent => ({
  method: 'PUT',
  path: at('roster', graduate, 'papers'),
  body,
  version,
})
export const foundSchool = (body: EmsSchoolForm): Intent => ({ method: 'POST', path: at('schools'), body })

/** Of one's own school, or of one that one's province named. */
const accountsAt = (school: string | null, ...rest: string[]) => (school ? at('schools', school, 'accounts', ...rest) : at('accounts', ...rest))
export const addAccount = (school: string | null, body: EmsAccountForm): Intent => ({ method: 'POST', path: accountsAt(school), body })
export const changeAccount = (school: string | null, { account, revision }: EmsAccount, body: EmsAccountForm): Intent => ({
  method: 'PUT',
  path: accountsAt(school, account),
  body,
  version: revision,
})
export const resetAccount = (school: string | null, account: string): Intent => ({ method: 'POST', path: accountsAt(school, account, 'reset') })

/** The ways to go on with a parcel that the other side did not take. */
export type ParcelAction = 'replay' | 'discard'
export const onParcel = (direction: string, number: number, action: ParcelAction): Intent => ({
  method: 'POST',
  path: `/sync/${encodeURIComponent(direction)}/${number}/${action}`,
})
/** A word to a graduate who has not answered an invitation yet. */
export const remind = (seen: Seen): Intent => onCase(seen, 'reminder', {})
export const setOverdue = (days: number): Intent => ({ method: 'PUT', path: '/settings/overdue', body: { days } })
export const setDeputy = (body: SetDeputy): Intent => ({ method: 'POST', path: '/deputies', body })
export const endDeputy = (number: number): Intent => ({ method: 'POST', path: `/deputies/${number}/end` })
