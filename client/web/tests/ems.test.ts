import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { Refusal, Unanswered } from '@/api/refusal'
import type { SyncLink, UploadJob } from '@/api/wire'
import { useEvery } from '@/composables/useEvery'
import type { EmsAccount } from '@/api/wire'
import { menuOf } from '@/layout/menus'
import { BOTH, systemOf } from '@/layout/places'
import { levelsWithin, matchesNobody, newAccount, permissionsWithin } from '@/pages/ems/accountForm'
import { problemsOf as contactProblems } from '@/pages/account/contactForm'
import { editOf, formOf, nothing } from '@/pages/ems/editForm'
import { EVERY_MS, followUpload, outcomeOf } from '@/pages/ems/followUpload'
import { fieldsOf } from '@/components/described/asked'
import { problemsOf as problemsOfAnswers } from '@/components/described/problems'
import { FORMS } from '@/mocks/forms'
import { formOf as papersForm, papersOf } from '@/pages/ems/papersForm'
import { leftBehind, leftUnopened } from '@/pages/ems/soleReviewer'
import { problemsOf as schoolProblems } from '@/pages/ems/schoolForm'
import { delayOf, healthOf } from '@/pages/ems/syncWords'

const report = {
  added: 0,
  changed: 0,
  unchanged: 0,
  restored: 0,
  contacts_kept: 0,
  refused: [],
  refused_total: 0,
  notices: [],
  notices_total: 0,
  departments_without_account: [],
}
const jobAt = (done: number, finished = false): UploadJob => ({ job: 'j', rows: 3, done, finished, report: { ...report, added: done } })

describe('ACC-04 ACC-07 an account is offered no more than its maker has', () => {
  const most = { level: 'postgraduate', permissions: { basic: 'read_write', archive: 'read_only', household: 'none' } }

  it('levels and permissions above the maker are not in the lists', () => {
    expect(levelsWithin(most).map((level) => level.code)).toEqual(['postgraduate'])
    expect(permissionsWithin(most, 'basic').map((one) => one.code)).toEqual(['read_write', 'read_only', 'none'])
    expect(permissionsWithin(most, 'archive').map((one) => one.code)).toEqual(['read_only', 'none'])
    expect(permissionsWithin(most, 'household').map((one) => one.code)).toEqual(['none'])
    expect(newAccount('文学院', most).level).toBe('postgraduate')
  })

  it('a user of all levels chooses freely', () => {
    expect(levelsWithin({ ...most, level: null }).length).toBe(3)
    expect(newAccount('文学院', { ...most, level: null }).level).toBeNull()
  })
})

describe('ROS-01 following an upload', () => {
  const pauses: number[] = []
  const pause = async (ms: number) => void pauses.push(ms)
  beforeEach(() => void (pauses.length = 0))

  it('reads until it is over, and shows every step', async () => {
    const answers = [jobAt(1), jobAt(3, true)]
    const shown: number[] = []
    const last = await followUpload(jobAt(0), { read: async () => answers.shift()!, pause, seen: (job) => shown.push(job.done) })
    expect(last.finished).toBe(true)
    expect(shown).toEqual([0, 1, 3])
    expect(pauses).toEqual([EVERY_MS, EVERY_MS])
  })

  it('asks nothing about a file that was refused at once', async () => {
    const read = vi.fn()
    await followUpload(jobAt(0, true), { read, pause, seen: () => {} })
    expect(read).not.toHaveBeenCalled()
  })

  it('a lost answer is asked for again', async () => {
    const read = vi.fn().mockRejectedValueOnce(new Unanswered()).mockResolvedValueOnce(jobAt(3, true))
    expect((await followUpload(jobAt(0), { read, pause, seen: () => {} })).done).toBe(3)
  })

  it('a refused or long silent reading ends it', async () => {
    const gone = new Refusal({ type: '', status: 404, code: 'not_found', title: '', detail: '', request_id: '' })
    await expect(followUpload(jobAt(0), { read: () => Promise.reject(gone), pause, seen: () => {} })).rejects.toBe(gone)
    const read = vi.fn().mockRejectedValue(new Unanswered())
    await expect(followUpload(jobAt(0), { read, pause, seen: () => {} })).rejects.toBeInstanceOf(Unanswered)
    expect(read.mock.calls.length).toBeGreaterThan(5)
  })

  it('a file with a fault is nothing, a file that broke off is a part', () => {
    const refused = [{ row: 2, column: '姓名', message: '' }]
    expect(outcomeOf({ ...jobAt(0, true), report: { ...report, refused } })).toBe('nothing')
    expect(outcomeOf({ ...jobAt(1, true), report: { ...report, added: 1, refused } })).toBe('partly')
    expect(outcomeOf(jobAt(3, true))).toBe('all')
    expect(outcomeOf({ ...jobAt(1, true), report: { ...report, unchanged: 1 } })).toBe('all')
  })
})

describe('ROS-01 a corrected row', () => {
  const fields = { name: '张三', id_no: null, exam_no: '23330106150001', major: '护理学', gender: '1' }

  it('names only what differs', () => {
    expect(nothing(editOf(fields, formOf(fields)))).toBe(true)
    expect(editOf(fields, { ...formOf(fields), name: ' 张三三 ', gender: '2' })).toEqual({ name: '张三三', gender: '2' })
  })

  it('the ID number is left alone when left empty, what is shown can be emptied and is objected to', () => {
    expect(formOf(fields).id_no).toBe('')
    expect(editOf(fields, { ...formOf(fields), id_no: '  ' })).toEqual({})
    expect(editOf(fields, { ...formOf(fields), id_no: '330106200412310017' })).toEqual({ id_no: '330106200412310017' })
    expect(editOf(fields, { ...formOf(fields), major: '' })).toEqual({ major: '' })
  })
})

describe('SYN-02 papers', () => {
  const household = { transfer_type: 'HH_HOME', region: '330106', address: '某路 1 号' }

  const form = FORMS['PAPERS']!

  it('are sent as they were read; what is not there is left out', () => {
    expect(papersOf(form, papersForm(form, { card: null, archive: null, household }))).toEqual({ household })
  })

  it('every missing answer is named, and only of blocks that are filled in', () => {
    const problems = (answers: Record<string, string>) => Object.keys(problemsOfAnswers(fieldsOf(form), { ...papersForm(form, { household }), ...answers }))
    expect(problems({ card: 'yes', household_region: '' })).toEqual(['card_organisation', 'card_region', 'household_region'])
    expect(problems({ household: 'no', household_region: '' })).toEqual([])
  })
})

describe('ACC-02 a school to be founded', () => {
  it('has a code of five digits and a name', () => {
    expect(schoolProblems({ school: ' 10003 ', name: '东示范大学' })).toEqual({})
    expect(Object.keys(schoolProblems({ school: '01234', name: '东' }))).toEqual(['school', 'name'])
    expect(schoolProblems({ school: '1000', name: '' }).name).toBe('请填写院校名称')
  })
})

describe('ROS-02 a graduate’s contact', () => {
  it('has a mobile number, and an e-mail address or none', () => {
    expect(contactProblems({ mobile: '139 0000 1234', email: '' })).toEqual({})
    expect(Object.keys(contactProblems({ mobile: '010-55500009', email: 'nobody' }))).toEqual(['mobile', 'email'])
  })
})

describe('ACC-02 ACC-03 accounts', () => {
  it('a department must be the roster’s, letter for letter', () => {
    const form = newAccount('医学院（护理学院）')
    expect(matchesNobody(form, ['医学院（护理学院）'])).toBe(false)
    expect(matchesNobody(form, ['医学院(护理学院)'])).toBe(true)
  })

  it('ACC-05 a new account may do what the guide says', () => {
    expect(newAccount().permissions).toEqual({ basic: 'read_write', archive: 'none', household: 'none' })
  })

  it('ACC-07 one of the school has no department, and all levels unless somebody says otherwise', () => {
    expect(newAccount(null)).toMatchObject({ department: null, level: null })
  })

  it('only a school’s menu leads there, from both systems', () => {
    for (const system of ['platform', 'ems'] as const) {
      expect(menuOf('school', system).map((item) => item.to)).toContain('/ems/accounts')
      expect(menuOf('department', system).map((item) => item.to)).not.toContain('/ems/accounts')
    }
  })
})

describe('two systems', () => {
  const alone = { platform: true, ems: false, other: 'http://ems.test', password_reset: [] }

  it('SYN-01 what was sent is shown in whichever runs', () => {
    expect(menuOf('school', 'ems').map((item) => item.to)).toContain('/ems/sync')
    expect(menuOf('school', 'platform').map((item) => item.label)).not.toContain('同步情况')
    expect(menuOf('school', 'platform', alone).map((item) => item.to)).toContain('/staff/sync')
    expect(menuOf('department', 'platform', alone).map((item) => item.label)).not.toContain('同步情况')
  })

  it('are told apart by the address', () => {
    expect(['/ems', '/ems/sync', '/staff', '/emsx'].map((path) => systemOf(path))).toEqual(['ems', 'ems', 'platform', 'platform'])
    expect(systemOf('/account', { ...BOTH, platform: false })).toBe('ems')
  })
})

describe('SYN-01 a direction’s health', () => {
  const link: SyncLink = { direction: 'to_ems', carried: 5, waiting: 0, oldest_since_ms: null, attempts: 0, error: null, refused: [] }
  const parcel = { number: 1, subject: '', since_ms: 0, reason: '' }

  it('says first what needs a decision', () => {
    expect(healthOf(link).kind).toBe('good')
    expect(healthOf({ ...link, waiting: 2 }).kind).toBe('waiting')
    expect(healthOf({ ...link, waiting: 2, attempts: 3 }).words).toContain('自动重试')
    expect(healthOf({ ...link, waiting: 2, attempts: 3, refused: [parcel] }).words).toContain('1 条')
  })

  it('SYN-01 NOT-01: a school is told at home of what is refused, and of what is on its way for an hour', () => {
    const hour = 3_600_000
    const late = { ...link, waiting: 2, oldest_since_ms: 1_000 }
    expect(delayOf([], hour)).toBeNull()
    expect(delayOf([link, late], hour)).toBeNull()
    expect(delayOf([link, late], hour + 1_000)).toContain('已延误 1 小时')
    expect(delayOf([late, { ...link, refused: [parcel] }], 2_000)).toContain('1 条数据没有被对方接收')
  })
})

describe('what is done every so often', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('rests while nobody looks, and ends with its page', () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
    const action = vi.fn()
    const scope = effectScope()
    scope.run(() => useEvery(5_000, action))
    vi.advanceTimersByTime(10_000)
    expect(action).toHaveBeenCalledTimes(2)
    visibility.mockReturnValue('hidden')
    vi.advanceTimersByTime(60_000)
    expect(action).toHaveBeenCalledTimes(2)
    visibility.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(action).toHaveBeenCalledTimes(3)
    scope.stop()
    vi.advanceTimersByTime(60_000)
    expect(action).toHaveBeenCalledTimes(3)
  })
})

describe('SET-07 the last account that can decide', () => {
  const account = {
    department: '文学院',
    level: null,
    permissions: { basic: 'read_write', archive: 'none', household: 'none' },
    locked: false,
    sole_reviewer: { of: '文学院', waiting: 11 },
  } as unknown as EmsAccount
  const form = { name: '王', department: '文学院', level: null, permissions: account.permissions, locked: false }

  it('says what would wait for nobody, for every way of losing it', () => {
    const ways = [{ locked: true }, { permissions: { ...form.permissions, basic: 'read_only' } }, { department: '文学 院' }]
    for (const way of ways) expect(leftBehind(account, { ...form, ...way })).toContain('「文学院」唯一可审核的账号：等待其审核的 11 项签约将无人处理')
  })

  it('says so of a reset, too, which lasts until its user has set a password', () => {
    expect(leftUnopened(account)).toContain('等待其审核的 11 项签约将无人处理，今后提交的也是，直到使用人用新的激活码设置密码；在此之前只能由学校代为审核')
  })

  it('says nothing while somebody is left, or nothing is lost', () => {
    expect(leftBehind(account, form)).toBe('')
    expect(leftBehind(account, { ...form, name: '李', permissions: { ...form.permissions, archive: 'read_write' } })).toBe('')
    expect(leftBehind({ ...account, sole_reviewer: null }, { ...form, locked: true })).toBe('')
    expect(leftBehind(null, { ...form, locked: true })).toBe('')
    expect(leftUnopened({ ...account, sole_reviewer: null })).toBe('')
    expect(leftUnopened({ ...account, locked: true })).toBe('')
  })
})
