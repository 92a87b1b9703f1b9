import type {
  CaseDetail,
  CaseRow,
  DepartmentQueue,
  Difference,
  KindEntry,
  Me,
  NextThing,
  QueueCounts,
  QueueTile,
  Role,
  Step,
  ToClient,
  TimelineEntry,
  TrailEntry,
} from '@/api/wire'
import { covers } from '@/words/filters'
import { listHolding } from '@/words/kinds'
import { inReview } from '@/words/states'
import { TABLES } from './codes'
import { sectionsOf } from './forms'
import { employerOf, graduateOf, rowOf, termsOf, toneOf } from './people'
import { CASE_FILTERS, LISTS, labelOf } from './states'

/** Each row's kind and state, over and over. */
const MIX = `online_signing.in_review_school online_signing.in_review_department online_signing.in_review_school online_signing.effective
  online_signing.invited online_signing.rejected online_signing.expired online_signing.declined online_signing.invalidated
  offline_signing.in_review_school offline_signing.in_second_review_school offline_signing.stamp_awaited
  online_rescission.asked_employer online_rescission.in_review_school`
  .split(/\s+/)
  .map((each) => each.split('.') as [kind: string, state: string])
const PEOPLE: Record<Role, { name: string; organisation: string }> = {
  school: { name: '周敏', organisation: '钱江大学' },
  department: { name: '许静', organisation: '钱江大学 计算机科学与技术学院' },
  graduate: { name: '陈雨桐', organisation: '钱江大学' },
  employer: { name: '陆经理', organisation: '杭州云栖数据科技有限公司' },
  province: { name: '省就业指导中心', organisation: '浙江省' },
}

/** The words of buttons that say more than their place does. */
const LABELS: Record<string, string> = { amend: '修改职位类别', force: '强制解约', void_ungraduated: '未按期毕业，协议失效' }

/** The filter of what a role decides on. */
const TURN: Partial<Record<Role, string>> = { school: 'waiting_school', department: 'waiting_department' }

/** What is begun by the graduate can be returned (SIG-06, OFF-02). */
function reviewerActions(differences: Difference[], row: CaseRow): string[] {
  const refusals = row.kind.startsWith('offline') ? ['return', 'reject'] : ['reject']
  if (differences.some((difference) => !difference.refreshable)) return refusals
  return ['approve', ...refusals, ...(differences.length ? ['refresh'] : [])]
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
    const all = Array.from({ length: count }, (_, index) => {
      const [kind, state] = MIX[index % MIX.length]!
      return rowOf(index, state, now, kind)
    })
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
      kinds: staff ? LISTS : [],
      modules: staff ? modules : [],
      ...(staff && { review_word: '鉴证', permissions }),
    }
  }

  counts(): QueueCounts {
    return { tiles: LISTS.map((list) => this.tile(list)) }
  }

  private tile({ kind, label }: KindEntry): QueueTile {
    const at = (filter: string) => this.under(filter, kind)
    const mine = this.mine(kind)
    const oldest = Math.min(...mine.map((row) => row.since_ms))
    return {
      kind,
      label,
      department: at('waiting_department').length,
      school: at('waiting_school').length,
      mine: mine.length,
      oldest_since_ms: mine.length ? oldest : null,
      filter: TURN[this.role] ?? '',
      departments: this.role === 'school' ? this.departments(kind) : [],
      unattended: 0,
      overdue: 0,
    }
  }

  /** The cases of a list that wait for this role. */
  private mine(list: string): CaseRow[] {
    return this.under(TURN[this.role] ?? '', list)
  }

  private departments(list: string): DepartmentQueue[] {
    const waiting = this.under('waiting_department', list)
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

  /** The rows of a list, or of one kind, that a filter covers. */
  under(filter: string | null, list: string | null): CaseRow[] {
    const kinds = LISTS.find((entry) => entry.kind === list)?.kinds ?? [list]
    const rows = this.rows.filter((row) => !list || kinds.includes(row.kind))
    return filter === null ? rows : rows.filter((row) => covers(CASE_FILTERS, filter, row))
  }

  detail(row: CaseRow): CaseDetail {
    const queue = this.mine(listHolding(LISTS, row.kind)).sort((a, b) => a.since_ms - b.since_ms)
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
      actions: this.actions(row).map((code) => ({ code, label: LABELS[code] ?? code, consequence: '' })),
      amendable: [{ field: 'job_category', label: '职位类别', table: 'job_category', code: row.job_category }],
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
    Object.assign(row, { state, state_label: labelOf(state, row.kind), tone: toneOf(state), version: row.version + 1, since_ms: now })
    if (inReview(state)) row.submitted_at_ms = now
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
    if (this.mine(row.kind).includes(row)) return reviewerActions(this.differences(row), row)
    if (this.role !== 'school') return []
    if (row.state === 'asked_employer') return ['force']
    return row.state === 'effective' && !row.about ? ['amend', 'void_ungraduated'] : []
  }

  /** Every fifth case differs in what can be refreshed, some in what cannot. */
  private differences(row: CaseRow): Difference[] {
    const number = Number(row.case.slice(1))
    if (!inReview(row.state) || this.refreshed.has(row.case) || number % 5 !== 0) return []
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
