import type { Code, KindEntry } from '@/api/wire'
import { levelOf } from '@/words/states'
import { table } from './table'

/** The states of the kinds that the mock has cases of, in their words. */
export const STATES: Record<string, Code[]> = {
  online_signing: table(`invited,单位发起签约邀请，等待学生应约 in_review_department,学生已同意签约，等待学院审核 in_review_school,学生已同意签约，等待学校审核
    effective,签约成功 not_graduated,未按期毕业，协议失效 declined,学生已拒绝签约 expired,超过应约有效期，邀请已失效 withdrawn,单位已撤回签约邀请 rejected,审核不通过，签约失败 invalidated,已失效`),
  offline_signing: table(`in_review_department,就业协议审核中，等待学院审核 in_review_school,就业协议审核中，等待学校审核 returned,就业协议退回修改
    stamp_awaited,就业协议审核通过，待回传盖章协议书 in_second_review_department,签约审核中，等待学院审核
    in_second_review_school,签约审核中，等待学校审核 effective,签约成功 not_graduated,未按期毕业，协议失效 rejected,就业协议审核不通过，已作废`),
  online_rescission: table(`asked_employer,学生发起解约，等待单位应约 in_review_department,已同意解约，等待学院审核
    in_review_school,已同意解约，等待学校审核 effective,已解约 rejected,解约失败，签约仍有效`),
}

export const KINDS: Record<string, string> = { online_signing: '在线签约', offline_signing: '线下签约', online_rescission: '线上解约' }

const list = (kind: string, label: string, kinds: string[], menu: string, matter: string, filter: string): KindEntry => ({
  kind,
  label,
  kinds,
  menu,
  matter,
  filter,
  returns: kind !== 'online_signing',
  agreements: kind === 'online_signing',
})

/** The lists of reviewers, as the server names them. */
export const LISTS: KindEntry[] = [
  list('online_signing', '在线签约', ['online_signing', 'offline_signing'], '在线签约管理', '签约', 'agreement_in_review'),
  list('backfill', '补登', ['backfill'], '已签就业协议登记信息管理（补登管理）', '补登', 'backfill_in_review'),
  list('rescission', '解约', ['online_rescission', 'offline_rescission'], '解约管理', '解约', 'rescission_in_review'),
  list('destination', '去向登记', ['destination'], '其他毕业去向信息登记管理（去向登记管理）', '去向登记', 'destination_in_review'),
]

const FIRST = ['in_review_department', 'in_review_school']
const SECOND = ['in_second_review_department', 'in_second_review_school']

const entry = (of: string, code: string, name: string, covers: string[]): Code => ({ code, name, kinds: [of], covers })
const printed = (of: string, code: string, name: string, kind: string, states: string[]) =>
  entry(
    of,
    code,
    name,
    states.map((state) => `${kind}.${state}`),
  )

/** The entries that the guide prints. */
const PRINTED = [
  printed('online_signing', 'agreement_in_review', '就业协议审核中，等待学院/学校审核', 'offline_signing', FIRST),
  printed('online_signing', 'accepted_in_review', '学生已同意签约，等待学院/学校审核', 'online_signing', FIRST),
  printed('online_signing', 'signing_in_review', '签约审核中，等待学院/学校审核', 'offline_signing', SECOND),
  printed('backfill', 'backfill_in_review', '签约审核中，等待学院/学校审核', 'backfill', FIRST),
  printed('rescission', 'rescission_in_review', '解约中，等待学院/学校审核', 'offline_rescission', FIRST),
  printed('rescission', 'rescission_agreed_in_review', '已同意解约，等待学院/学校审核', 'online_rescission', FIRST),
  printed('rescission', 'rescission_asked_by_graduate', '学生发起解约，等待单位应约', 'online_rescission', ['asked_employer']),
  printed('destination', 'destination_in_review', '去向登记审核中，等待学院/学校审核', 'destination', FIRST),
]

/** The cases that wait at a level, and each single state. */
function others({ kind: of, kinds }: KindEntry): Code[] {
  const all = kinds.flatMap((kind) => (STATES[kind] ?? []).map(({ code, name }) => ({ name, covers: `${kind}.${code}`, level: levelOf(code) })))
  const at = (level: string) => all.filter((state) => state.level === level).map(({ covers }) => covers)
  const levels = [entry(of, 'waiting_department', '等待学院审核', at('department')), entry(of, 'waiting_school', '等待学校审核', at('school'))]
  return [...levels, ...all.map(({ name, covers }) => entry(of, covers, name, [covers]))]
}

/** The code tables `case_states` and `case_filters`. */
export const CASE_STATES: Code[] = Object.entries(STATES).flatMap(([kind, states]) => states.map((state) => ({ ...state, kinds: [kind] })))
export const CASE_FILTERS: Code[] = [...PRINTED, ...LISTS.flatMap(others)]

export const labelOf = (state: string, kind = 'online_signing') => STATES[kind]?.find((row) => row.code === state)?.name ?? state
