import type { Amend, CaseRow, Invite, Problem, Review, Statement } from '@/api/wire'
import { levelOf } from '@/words/states'
import { ACCOUNT, REVEALS } from './account'
import { TABLES } from './codes'
import { DELIVERIES, WECHAT } from './deliveries'
import { ACCOUNTS, DIFFERENCES, SCHOOLS, detail, emsRows, invalidated, sync } from './ems'
import { FORMS } from './forms'
import { DEPARTMENTS, rowOf } from './people'
import type { MockWorld } from './world'

/** An answer of the mock: a body, or a problem. */
export type Answer = { status: number; body: unknown }

const ok = (body: unknown, status = 200): Answer => ({ status, body })

export function problem(status: number, code: string, title: string, detail: string, rest: Partial<Problem> = {}): Answer {
  return { status, body: { type: 'about:blank', status, code, title, detail, request_id: 'mock', ...rest } }
}

const settings = {
  school: '10335',
  school_name: '钱江大学',
  agreement_kind: 'two_party',
  signing_open: true,
  backfill_open: true,
  destination_open: true,
  route: 'department_then_school',
  route_label: '先院系再校级审核',
  rescission_limit: 2,
  departments: DEPARTMENTS,
}
const moduleSettings = {
  module: 'signing',
  label: '毕业去向登记与网签',
  switches: [
    {
      switch: 'signing',
      label: '在线签约',
      open: true,
      used: true,
      obstacle: { code: 'switch_in_use', title: '已有毕业生或用人单位操作，不可关闭', detail: '该设置保持不变。', items: [] },
    },
  ],
  routes: [
    { route: 'school_only', label: '仅校级审核', chosen: false },
    { route: 'department_then_school', label: '先院系再校级审核', chosen: true },
  ],
  signing: { agreement_kind: 'two_party', rescission_limit: 2, answer_days: 5, overdue_days: 3, handlers: [{ level: 'all', label: '全校' }] },
  changes: [],
}
const handler = { name: '周敏', phone: '0571-86000001', address: '浙江省杭州市西湖区学林街 1 号', postcode: '310018' }

function page<T>(rows: T[], query: URLSearchParams): Answer {
  const from = Number(query.get('cursor') ?? 0) + Number(query.get('offset') ?? 0)
  const to = from + Number(query.get('limit') ?? 50)
  return ok({ rows: rows.slice(from, to), total: rows.length, ...(to < rows.length && { next: String(to) }) })
}

function cases(world: MockWorld, query: URLSearchParams): Answer {
  const state = query.get('state')
  const q = query.get('q') ?? ''
  const newest = query.get('order') === 'newest'
  const rows = world
    .under(state, query.get('kind'))
    .filter((row) => !query.get('initiator') || row.initiator === query.get('initiator'))
    .filter((row) => !query.get('department') || row.department === query.get('department'))
    .filter((row) => [row.graduate_name, row.exam_no, row.subject].some((text) => text.includes(q)))
    .sort((a, b) => (newest ? b.since_ms - a.since_ms : a.since_ms - b.since_ms))
  return page(rows, query)
}

function roster(query: URLSearchParams): Answer {
  const rows = Array.from({ length: 20_000 }, (_, index) => rowOf(index, 'effective', 0)).map((row, index) => ({
    graduate: `g${index}`,
    exam_no: row.exam_no,
    name: row.graduate_name,
    id_no_masked: '3301**********1234',
    department: row.department,
    major: row.major,
    education_level: row.education_level,
    training_mode: '1',
    cohort: 2027,
    destination: index % 3 === 0 ? '签就业协议形式就业' : '待就业',
  }))
  const { status, body } = page(
    rows.filter((row) => row.name.includes(query.get('q') ?? '')),
    query,
  )
  return { status, body: { ...(body as object), majors: [...new Set(rows.map((row) => row.major))], cohorts: [2027, 2026] } }
}

function emsRoster(query: URLSearchParams): Answer {
  const rows = emsRows(query.get('removed') === 'true').filter((row) => row.name.includes(query.get('q') ?? ''))
  const { status, body } = page(rows, query)
  return { status, body: { ...(body as object), departments: DEPARTMENTS } }
}

const schools = [
  { school: '10335', name: '钱江大学', signing_open: true, graduates: 6120, in_review: 128, effective: 2210, oldest_waiting_since_ms: Date.now() - 2e8 },
  { school: '10336', name: '西溪师范学院', signing_open: true, graduates: 3480, in_review: 12, effective: 998, oldest_waiting_since_ms: Date.now() - 5e6 },
  { school: '10337', name: '甬城职业技术学院', signing_open: false, graduates: 2210, in_review: 0, effective: 0 },
]

const notices = [
  { seq: 2, at_ms: Date.now() - 600_000, title: '收到签约邀请', text: '杭州云栖数据科技有限公司向您发起签约邀请，请在 4 天内应约。', case: 'c4', read: false },
  { seq: 1, at_ms: Date.now() - 9e7, title: '首次登录成功', text: '欢迎使用网签平台。', read: true },
]

/** Reads, by path. */
export function readAnswer(world: MockWorld, path: string, query: URLSearchParams): Answer {
  if (path.endsWith('/registration')) return ok({ state: 'REG_REVOKED', label: '吊销，未注销', tone: 'warning', checked_at_ms: Date.now() })
  if (path === '/warnings') return ok({ warnings: [] })
  const id = /^\/cases\/(.+)$/.exec(path)?.[1]
  const row = id && world.find(id)
  if (id) return row ? ok(world.detail(row)) : problem(404, 'not_found', '没有找到该条目', '请返回列表重新查找。')
  if (path === '/cases') return cases(world, query)
  if (path === '/roster') return roster(query)
  if (path === '/ems/roster') return emsRoster(query)
  if (path.startsWith('/ems/roster/')) return ok(detail(path.slice('/ems/roster/'.length)))
  if (path.startsWith('/forms/')) return ok(FORMS[path.slice('/forms/'.length)])
  if (/^\/ems\/schools\/\d+\/accounts$/.test(path)) return ok(ACCOUNTS)
  const fixed: Record<string, unknown> = {
    '/session': world.me(),
    '/account': ACCOUNT,
    '/reveals': REVEALS,
    '/deliveries': DELIVERIES,
    '/account/wechat': WECHAT,
    '/flags': { flags: [] },
    '/flags/employers': { employers: [] },
    '/codes': { tables: TABLES },
    '/home': {
      counts: world.counts(),
      decided_today: 17,
      handlers: [{ level: 'all', handler }],
      settings,
      departments_without_reviewer: [],
      levels_without_handler: [],
      setup: [],
      overdue_days: 3,
      stands_in_for: [],
    },
    '/settings': settings,
    '/settings/modules/signing': moduleSettings,
    '/roster/invalidated': invalidated(),
    '/ems/accounts': ACCOUNTS,
    '/ems/schools': SCHOOLS,
    '/contact': { mobile_masked: '138****5678', email: 'yutong@example.cn' },
    '/system': { platform: true, ems: true, other: null, password_reset: [] },
    '/sync': sync(),
    '/sync/differences': DIFFERENCES,
    '/schools': { schools },
    '/province': {
      name: '浙江省',
      agreement_kind: 'two_party',
      agreement_kinds: [
        { kind: 'two_party', chosen: true },
        { kind: 'three_party', chosen: false },
      ],
      modules: [{ module: 'archive', label: '档案信息登记', opened: false, schools: 0 }],
      schools,
      employers_waiting: 0,
    },
    '/notices': { notices, unread: 1 },
    '/next': world.next(),
    '/timeline': { entries: world.timeline() },
  }
  return path in fixed ? ok(fixed[path]) : problem(404, 'not_found', '没有这个地址', '')
}

const changed = (row: CaseRow): Answer => ok({ case: row.case, version: row.version, state: row.state, state_label: row.state_label })

function reviewed(world: MockWorld, row: CaseRow, body: Review): Answer {
  if (body.verdict === 'reject') return changed(world.move(row, 'rejected', '鉴证不通过', body.details))
  const next = levelOf(row.state) === 'department' ? row.state.replace('department', 'school') : 'effective'
  return changed(world.move(row, row.kind === 'offline_signing' && row.state === 'in_review_school' ? 'stamp_awaited' : next, '鉴证通过'))
}

function onCase(world: MockWorld, row: CaseRow, action: string, body: unknown): Answer {
  switch (action) {
    case 'acceptance':
      return changed(world.move(row, 'in_review_department', '同意签约'))
    case 'refusal':
      return changed(world.move(row, 'declined', '拒绝签约', (body as { reason: string }).reason))
    case 'withdrawal':
      return changed(world.move(row, 'withdrawn', '撤回签约邀请'))
    case 'refresh':
      world.refreshed.add(row.case)
      return changed(world.move(row, row.state, '获取最新学生信息'))
    case 'review':
      return reviewed(world, row, body as Review)
    case 'forced-rescission':
      return changed(world.move(row, 'effective', '强制解约', (body as Statement).statement))
    case 'not-graduated':
      return changed(world.move(row, 'not_graduated', '未按期毕业，协议失效', (body as Statement).statement))
    default:
      row.job_category = (body as Amend).changes['job_category'] ?? row.job_category
      return changed(world.move(row, row.state, '修改职位类别'))
  }
}

function invited(world: MockWorld, body: Invite): Answer {
  if (body.terms.salary_monthly < 2490) {
    const fields = [{ field: 'terms.salary_monthly', message: '月薪低于当地最低工资标准，请核对' }]
    return problem(422, 'invalid_field', '有填写内容需要修改', '请修改标出的各处后重新提交。', { fields })
  }
  const row = rowOf(world.rows.length, 'invited', Date.now())
  Object.assign(row, { graduate_name: body.name, job_title: body.terms.job_title, salary_monthly: body.terms.salary_monthly })
  world.rows.push(row)
  world.tell(row)
  return { ...changed(row), status: 201 }
}

/** Commands, by path; the version a command names is checked as the server does. */
export function commandAnswer(world: MockWorld, path: string, body: unknown, version: number | null): Answer {
  const [, id, action] = /^\/cases\/([^/]+)\/(.+)$/.exec(path) ?? []
  const row = id && world.find(id)
  if (row && version !== row.version) {
    return problem(409, 'stale_version', '该条目已有变化', '请重新核对后再操作。', { happened: `${row.state_label}（刚刚）` })
  }
  if (row && action) return onCase(world, row, action, body)
  if (path === '/invitations') return invited(world, body as Invite)
  if (path === '/graduates/lookup') {
    const { name } = body as Invite
    return ok({
      graduate: 'g1',
      name,
      school_name: '钱江大学',
      department: DEPARTMENTS[0],
      major: '软件工程',
      education_level: '31',
      cohort: 2027,
      household_in_school: true,
    })
  }
  return { status: 204, body: null }
}
