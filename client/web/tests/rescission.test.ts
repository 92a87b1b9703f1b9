// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import type { CaseDetail, CaseRow, TrailEntry } from '@/api/wire'
import StatementDialog from '@/pages/staff/StatementDialog.vue'
import { approvalOf } from '@/pages/staff/approval'
import { keysOf } from '@/pages/staff/reviewKeys'
import { STATEMENTS, earlyNote } from '@/pages/staff/statements'
import { otherSideOf } from '@/words/rescission'

const detail = (row: Partial<CaseRow>, more: Partial<CaseDetail> = {}) =>
  ({
    row: { case: 'c1', version: 3, kind: 'online_rescission', about: 'a', ...row },
    trail: [],
    actions: [],
    review_word: '审核',
    ...more,
  }) as unknown as CaseDetail
const entry = (what: string, note?: string): TrailEntry => ({ at_ms: 5, who: '', what, ...(note && { note }) })

describe('RES-01 the other side’s word on a rescission', () => {
  it('is not there yet', () => expect(otherSideOf(detail({ state: 'asked_employer' }))).toMatchObject({ waits: true }))

  it('is what the history says, with its reason', () => {
    const agreed = detail({ state: 'in_review_school' }, { trail: [entry('申请解约'), entry('同意解约')] })
    expect(otherSideOf(agreed)).toEqual({ waits: false, text: '同意解约', at_ms: 5 })
    const refused = detail({ state: 'declined' }, { trail: [entry('不同意解约', '仍需人手')] })
    expect(otherSideOf(refused)).toMatchObject({ text: '不同意解约', note: '仍需人手' })
  })

  it('RES-02 was not waited for where the school forced it', () => {
    expect(otherSideOf(detail({ state: 'effective' }, { trail: [entry('强制解约', '单位失联')] }))?.text).toBe('没有答复，学校强制解约')
  })

  it('RES-03 is asked of nobody where evidence was handed in', () => {
    expect(otherSideOf(detail({ kind: 'offline_rescission', state: 'in_review_school' }))).toBeNull()
  })
})

describe('EXT-06 the effect of an approval', () => {
  const states = [{ code: 'stamp_awaited', name: '', kinds: ['offline_signing'] }]
  const said = (row: Partial<CaseRow>, more: Partial<CaseDetail> = {}, standsIn = false) =>
    approvalOf(detail({ about: null, kind_label: '去向登记', ...row }, more), standsIn, states)

  it.each([
    ['a department’s', { state: 'in_second_review_department', kind: 'offline_signing' }, {}, '审核通过后将提交学校，10 秒内可撤回。'],
    [
      'OFF-02 an agreement to be stamped',
      { state: 'in_review_school', kind: 'offline_signing' },
      {},
      '审核通过后生成就业协议书，由用人单位盖章后回传，10 秒内可撤回。',
    ],
    [
      'OFF-04 the stamped one',
      { state: 'in_second_review_school', kind: 'offline_signing' },
      { agreement_kind: 'two_party' },
      '审核通过后就业协议生效，10 秒内可撤回。',
    ],
    ['RES-01 a rescission', { state: 'in_review_school', about: 'a' }, { agreement_kind: 'two_party' }, '审核通过后解约完成，原签约解除，10 秒内可撤回。'],
    ['a destination', { state: 'in_review_school', kind: 'destination' }, {}, '审核通过后去向登记生效，10 秒内可撤回。'],
  ])('%s', (_, row, more, words) => expect(said(row, more)).toBe(words))

  it('SET-07 in a department’s place', () => expect(said({ state: 'in_review_department' }, {}, true)).toContain('将代学院审核通过，之后仍须学校审核'))
})

describe('EXT-06 the keys of a review', () => {
  const keys = (...codes: string[]) => keysOf(detail({}, { actions: codes.map((code) => ({ code, label: '', consequence: '' })) })).map(([key]) => key)

  it('are those of what is offered', () => {
    expect(keys('approve', 'reject')).toEqual(['J', 'K', 'A', 'N', 'U', '1 – 9'])
    expect(keys('approve', 'return', 'reject', 'approve_unilaterally')).toEqual(['J', 'K', 'A', 'R', 'N', 'U', '1 – 9', 'D'])
  })

  it('SIG-06 are in the words of the review', () => {
    const shown = keysOf(detail({}, { review_word: '鉴证' }))
    expect(shown).toEqual(
      expect.arrayContaining([
        ['A', '鉴证通过；再按一次 A 确认'],
        ['1 – 9', '直接选择鉴证不通过原因'],
      ]),
    )
  })
})

describe('RES-02, RES-04 what a school user does by a statement', () => {
  let app: App | undefined
  afterEach(() => {
    app?.unmount()
    document.body.innerHTML = ''
  })
  const settle = async () => {
    await nextTick()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }

  it('goes to its own address, with the version that was looked at', () => {
    const row = detail({}).row
    expect(STATEMENTS.force.intent(row, '情况')).toMatchObject({ path: '/cases/c1/forced-rescission', version: 3, body: { statement: '情况' } })
    expect(STATEMENTS.void_ungraduated.intent(row, '情况')).toMatchObject({ path: '/cases/c1/not-graduated' })
    expect(STATEMENTS.approve_unilaterally.intent(row, '情况').body).toEqual({ verdict: 'approve_unilaterally', statement: '情况' })
  })

  it('RES-02 says until when the employer may answer, where its time is not over', () => {
    const row = detail({ kind: 'online_rescission', state: 'asked_employer', expires_at_ms: Date.UTC(2027, 6, 8, 1) }).row
    const early = earlyNote('force', row, Date.UTC(2027, 5, 30))
    expect(early).toContain('单位在 2027-07-08 09:00 之前仍可以答复，目前没有逾期。强制解约用于单位逾期不答复的情形')
    expect(earlyNote('force', row, Date.UTC(2027, 6, 9))).toBe('单位应在 2027-07-08 09:00 前答复，已逾期。')
    expect(earlyNote('void_ungraduated', row, 0)).toBe('')
  })

  it('says the guide’s warning, and wants ten characters', async () => {
    const state = vi.fn()
    const shown = detail({ graduate_name: '王浩然', subject: '云杉科技' }, { actions: [{ code: 'force', label: '强制解约', consequence: '提交后立即解约' }] })
    const sending = { blocked: false, overtaken: '', running: false, doing: '', retryIn: 0, words: null, fields: {} }
    app = createApp({ render: () => h(StatementDialog, { detail: shown, action: 'force', sending, modelValue: true, onState: state }) })
    app.mount(document.body.appendChild(document.createElement('div')))
    await settle()
    expect(document.body.textContent).toContain('强制解约：王浩然 与 云杉科技')
    expect(document.body.textContent).toContain('该功能仅对学校用户开放，请谨慎使用；使用前应与用人单位协商一致，以防出现纠纷')
    const [text, button] = [document.querySelector('textarea')!, document.querySelector<HTMLElement>('.el-dialog__footer .el-button--danger')!]
    expect(button.textContent).toContain('确认强制解约')
    const type = (words: string) => {
      text.value = words
      text.dispatchEvent(new Event('input'))
    }
    type('太短')
    button.click()
    await vi.waitFor(() => expect(document.body.textContent).toContain('请填写具体情况说明，不少于 10 个字'))
    expect(state).not.toHaveBeenCalled()
    type('三次致电并发函，单位均未答复')
    button.click()
    await vi.waitFor(() => expect(state).toHaveBeenCalledWith('三次致电并发函，单位均未答复'))
  })
})
