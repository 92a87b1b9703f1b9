import type { CaseDetail, CaseRow, DepartmentQueue, Difference, Me, NextThing, QueueCounts, Role, Step, ToClient, TimelineEntry, TrailEntry } from '@/api/wire'
import { covers } from '@/words/filters'
import { TABLES, labelOf } from './codes'
import { sectionsOf } from './forms'
import { employerOf, graduateOf, rowOf, termsOf, toneOf } from './people'

const STATES = ['in_review_school', 'in_review_department', 'in_review_school', 'effective', 'invited', 'rejected', 'expired', 'declined', 'invalidated']
const PEOPLE: Record<Role, { name: string; organisation: string }> = {
  school: { name: '周敏', organisation: '钱江大学' },
  department: { name: '许静', organisation: '钱江大学 计算机科学与技术学院' },
  graduate: { name: '陈雨桐', organisation: '钱江大学' },
  employer: { name: '陆经理', organisation: '杭州云栖数据科技有限公司' },
  province: { name: '省就业指导中心', organisation: '浙江省' },
}

/** The state a role decides on. */
const TURN: Partial<Record<Role, string>> = { school: 'in_review_school', department: 'in_review_department' }

function reviewerActions(differences: Difference[]): string[] {
  if (differences.some((difference) => !difference.refreshable)) return ['reject']
  return differences.length ? ['approve', 'reject', 'refresh'] : ['approve', 'reject']
}

/** A small platform in the browser's memory: one signed-in person, some hundred cases, pushes as the server sends them. */
export class MockWorld {
  readonly rows: CaseRow[]
  readonly trails = new Map<string, TrailEntry[]>()
  readonly refreshed = new Set<string>()
  private version = 1
  push: (frame: ToClient) => void = () => {}

  constructor(
    readonly role: Role,
    count = 160,
  ) {
    const now = Date.now()
    const all = Array.from({ length: count }, (_, index) => rowOf(index, STATES[index % STATES.length]!, now))
    this.rows = this.own(all)
  }

  private own(all: CaseRow[]): CaseRow[] {
    if (this.role === 'department') return all.filter((row) => row.department === '计算机科学与技术学院')
    if (this.role === 'employer') return all.filter((row) => row.subject === PEOPLE.employer.organisation)
    if (this.role === 'graduate') return all.slice(4, 8).map((row) => ({ ...row, graduate_name: PEOPLE.graduate.name }))
    return all
  }

  me(): Me {
    const staff = this.role === 'school' || this.role === 'department'
    const permissions = { basic: 'read_write', archive: 'none', household: 'read_only' }
    const modules = [
      { module: 'signing', label: '毕业去向登记与网签' },
      {
        module: 'archive',
        label: '档案信息登记',
        closed: { code: 'not_permitted', title: '您的账号没有此项操作的权限', detail: '请联系上一级用户。', items: [] },
      },
    ]
    return {
      id: this.role,
      role: this.role,
      ...PEOPLE[this.role],
      csrf: 'mock',
      unread: 1,
      second_factor_missing: false,
      kinds: staff
        ? [{ kind: 'online_signing', label: '在线签约', kinds: ['online_signing'], menu: '在线签约管理', matter: '签约', filter: 'agreement_in_review', returns: true }]
        : [],
      modules: staff ? modules : [],
      ...(staff && { review_word: '鉴证', permissions }),
    }
  }

  counts(): QueueCounts {
    const inState = (state: string) => this.rows.filter((row) => row.state === state)
    const mine = inState(TURN[this.role] ?? '')
    const oldest = Math.min(...mine.map((row) => row.since_ms))
    const signing = {
      kind: 'online_signing',
      label: '在线签约',
      department: inState('in_review_department').length,
      school: inState('in_review_school').length,
      mine: mine.length,
      oldest_since_ms: mine.length ? oldest : null,
      filter: TURN[this.role] ?? '',
      departments: this.role === 'school' ? this.departments() : [],
      unattended: 0,
      overdue: 0,
    }
    const none = (kind: string, label: string) => ({
      kind,
      label,
      department: 0,
      school: 0,
      mine: 0,
      oldest_since_ms: null,
      filter: kind,
      departments: [],
      unattended: 0,
      overdue: 0,
    })
    return { tiles: [signing, none('backfill', '补登'), none('rescission', '解约'), none('destination', '去向登记')] }
  }

  private departments(): DepartmentQueue[] {
    const waiting = this.rows.filter((row) => row.state === 'in_review_department')
    const names = [...new Set(waiting.map((row) => row.department))]
    const queue = (department: string) => waiting.filter((row) => row.department === department)
    return names.map((department) => ({
      department,
      waiting: queue(department).length,
      oldest_since_ms: Math.min(...queue(department).map((row) => row.since_ms)),
      unattended: 0,
      overdue: 0,
    }))
  }

  find(id: string): CaseRow | undefined {
    return this.rows.find((row) => row.case === id)
  }

  under(filter: string): CaseRow[] {
    return this.rows.filter((row) => covers(filter, row.state))
  }

  detail(row: CaseRow): CaseDetail {
    const queue = this.rows.filter((other) => other.state === TURN[this.role]).sort((a, b) => a.since_ms - b.since_ms)
    const at = queue.findIndex((other) => other.case === row.case)
    const place = { at: at + 1, of: queue.length, previous: queue[at - 1]?.case ?? null, next: queue[at + 1]?.case ?? null }
    return {
      row,
      terms: termsOf(row),
      employer: employerOf(row),
      graduate: graduateOf(row),
      agreement_kind: 'two_party',
      review_word: '鉴证',
      handler: { name: '周敏', phone: '0571-86000001', address: '浙江省杭州市西湖区学林街 1 号', postcode: '310018' },
      actions: this.actions(row).map((code) => ({ code, label: code, consequence: '' })),
      sections: sectionsOf(termsOf(row)),
      materials: [],
      fields_to_correct: [],
      voided: [],
      cautions: [],
      reject_reasons: (TABLES['reject_reason'] ?? []).map(({ code }) => code),
      trail: this.trail(row),
      happened: '',
      next_item: queue[at + 1]?.case ?? null,
      differences: this.differences(row),
      ...(this.role === 'employer' && { next: { text: row.state_label, yours: false } }),
      ...(this.role === 'graduate' && { next: { text: '现在等您决定', yours: row.state === 'invited' } }),
      steps: this.steps(row),
      ...(at >= 0 && { place }),
    }
  }

  /** Changes a row as a decision does, and pushes it. */
  move(row: CaseRow, state: string, what: string, note?: string): CaseRow {
    const now = Date.now()
    this.trails.set(row.case, [...this.trail(row), { at_ms: now, who: PEOPLE[this.role].name, what, ...(note && { note }) }])
    Object.assign(row, { state, state_label: labelOf(state), tone: toneOf(state), version: row.version + 1, since_ms: now })
    if (state.startsWith('in_review')) row.submitted_at_ms = now
    if (state !== 'invited') row.expires_at_ms = null
    this.tell(row)
    return row
  }

  tell(row: CaseRow): void {
    const at = { epoch: 1, version: ++this.version }
    const staff = this.role === 'school' || this.role === 'department'
    if (staff) this.push({ type: 'queue', topic: 'queue', ...at, counts: this.counts(), changed: [{ ...row }], more: false })
    else this.push({ type: 'case', topic: 'me', ...at, row: { ...row } })
  }

  position() {
    return { epoch: 1, version: this.version }
  }

  private actions(row: CaseRow): string[] {
    if (this.role === 'graduate') return row.state === 'invited' ? ['accept', 'decline'] : []
    if (this.role === 'employer') return row.state === 'invited' ? ['withdraw'] : []
    if (row.state === TURN[this.role]) return reviewerActions(this.differences(row))
    return this.role === 'school' && row.state === 'effective' ? ['amend'] : []
  }

  /** Every fifth case differs in what can be refreshed, some in what cannot. */
  private differences(row: CaseRow): Difference[] {
    const number = Number(row.case.slice(1))
    if (!row.state.startsWith('in_review') || this.refreshed.has(row.case) || number % 5 !== 0) return []
    const name = { field: 'name', label: '姓名', submitted: row.graduate_name, current: `${row.graduate_name}（更名）`, refreshable: false }
    const status = { field: 'political_status', label: '政治面貌', submitted: '群众', current: '中国共产党党员', refreshable: true }
    return number % 2 === 0 ? [name, status] : [status]
  }

  timeline(): TimelineEntry[] {
    const told = (row: CaseRow) => this.trail(row).map((entry) => ({ ...entry, case: row.case, subject: row.subject }))
    return this.rows.flatMap(told).sort((a, b) => b.at_ms - a.at_ms)
  }

  next(): NextThing {
    const row = this.rows.find((one) => one.state === 'invited') ?? this.rows[0]!
    const kind = row.state === 'invited' ? 'answer' : 'wait'
    const lead = kind === 'answer' ? '您有一份签约邀请，请决定是否同意' : '您已同意签约，正在鉴证'
    return { kind, lead, title: row.subject, text: '', row, way_in: '查看', more: 0, steps: this.steps(row) }
  }

  private steps(row: CaseRow): Step[] {
    const answered = row.state !== 'invited'
    return [
      { title: '收到签约邀请', at_ms: row.since_ms, progress: 'done', note: '' },
      { title: '我来决定是否同意', progress: answered ? 'done' : 'now', note: answered ? '' : '现在等您决定' },
      { title: '学院、学校鉴证', progress: answered ? 'now' : 'ahead', note: '' },
      { title: '就业协议生效', progress: 'ahead', note: '' },
    ]
  }

  private trail(row: CaseRow): TrailEntry[] {
    const start = row.since_ms - 30 * 3_600_000
    const invited = { at_ms: start, who: row.subject, what: '发起签约邀请' }
    const accepted = row.submitted_at_ms ? [{ at_ms: row.submitted_at_ms, who: row.graduate_name, what: '同意签约' }] : []
    return this.trails.get(row.case) ?? [invited, ...accepted]
  }
}
