import { describe, expect, it } from 'vitest'
import type { CaseRow, KindEntry } from '@/api/wire'
import { counted } from '@/words/amounts'
import { moment, spokenDate } from '@/words/dates'
import { askedState, covers, toldApart } from '@/words/filters'
import { printedOf } from '@/pages/staff/useFilterCounts'
import { stateWord, reviewWordOf } from '@/words/kinds'
import { awaits, isOverdue } from '@/words/states'
import { ago, left, remaining, span, waitedFor } from '@/words/waiting'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('waiting times', () => {
  it.each([
    [0, '不到 1 分钟'],
    [3 * MINUTE + 59_000, '3 分钟'],
    [HOUR, '1 小时'],
    [HOUR + 5 * MINUTE, '1 小时 5 分钟'],
    [2 * DAY + 3 * HOUR + 40 * MINUTE, '2 天 3 小时'],
    [4 * DAY, '4 天'],
  ])('%i ms is %s', (ms, words) => expect(span(ms)).toBe(words))

  it('EXT-11 a space stands before a figure only', () => {
    expect(waitedFor(0, 3 * MINUTE)).toBe('已等待 3 分钟')
    expect(waitedFor(0, 20_000)).toBe('已等待不到 1 分钟')
    expect(remaining(HOUR, 0)).toBe('还有 1 小时')
    expect(remaining(20_000, 0)).toBe('还有不到 1 分钟')
    expect(remaining(0, 0)).toBe('')
    expect(ago(0, 20_000)).toBe('刚刚')
    expect(ago(0, 2 * DAY)).toBe('2 天前')
  })

  it('nothing is left of what has passed', () => expect(left(1_000, 1_000)).toBe(''))
})

describe('dates are the platform’s, wherever the browser is', () => {
  it('shows Shanghai time', () => expect(moment(Date.UTC(2027, 5, 30, 16, 5))).toBe('2027-07-01 00:05'))
  it('speaks a civil date', () => expect(spokenDate('2027-07-01')).toBe('2027年7月1日'))
})

describe('service in half years', () => {
  it.each([
    [0, '无'],
    [1, '半年'],
    [3, '1 年半'],
    [6, '3 年'],
  ])('%i is %s', (value, words) => expect(counted(value, 'half_years')).toBe(words))
})

describe('SIG-02 filters', () => {
  it('the guide’s default stands until another is chosen', () => {
    expect(askedState(undefined, 'agreement_in_review')).toBe('agreement_in_review')
    expect(askedState('all', 'agreement_in_review')).toBeUndefined()
    expect(askedState('invited', 'agreement_in_review')).toBe('invited')
  })

  const ENTRIES = [
    { code: 'accepted_in_review', name: '', covers: ['online_signing.in_review_department', 'online_signing.in_review_school'] },
    { code: 'waiting_school', name: '', kinds: ['online_signing'], covers: ['online_signing.in_review_school', 'offline_signing.in_second_review_school'] },
    { code: 'waiting_school', name: '', kinds: ['rescission'], covers: ['online_rescission.in_review_school'] },
  ]
  const under = (filter: string, kind: string, state: string) => covers(ENTRIES, filter, { kind, state })

  it('one entry covers both levels of review, of its own kind', () => {
    expect(under('accepted_in_review', 'online_signing', 'in_review_department')).toBe(true)
    expect(under('accepted_in_review', 'online_signing', 'in_review_school')).toBe(true)
    expect(under('accepted_in_review', 'online_signing', 'effective')).toBe(false)
    expect(under('accepted_in_review', 'offline_signing', 'in_review_school')).toBe(false)
  })

  it('what waits at a level is of every kind and phase, and of every list that has the entry', () => {
    expect(under('waiting_school', 'offline_signing', 'in_second_review_school')).toBe(true)
    expect(under('waiting_school', 'online_rescission', 'in_review_school')).toBe(true)
    expect(under('waiting_school', 'online_signing', 'in_review_department')).toBe(false)
  })

  it('where nobody can decide is a department’s level; a filter that is not known yet keeps its rows', () => {
    expect(under('unattended', 'offline_signing', 'in_second_review_department')).toBe(true)
    expect(under('unattended', 'online_signing', 'in_review_school')).toBe(false)
    expect(covers([], 'accepted_in_review', { kind: 'online_signing', state: 'effective' })).toBe(true)
  })

  it('entries that read alike are told apart by their kinds', () => {
    const entry = (code: string, name: string) => ({ code, name, covers: [code] })
    const told = toldApart([entry('on.effective', '签约成功'), entry('off.effective', '签约成功'), entry('on.invited', '等待应约')], (kind) => kind)
    expect(told.map(({ name }) => name)).toEqual(['签约成功（on）', '签约成功（off）', '等待应约'])
    const twice = [entry('on.asked', '等待应约'), { ...entry('printed', '等待应约'), covers: ['on.asked'] }]
    expect(toldApart(twice, String).map(({ code }) => code)).toEqual(['on.asked'])
  })

  it('SIG-02, DES-05 states are spoken of as the guide does, list by list', () => {
    const word = (kind: string, matter: string) => stateWord({ kind, matter } as KindEntry)
    expect([word('online_signing', '签约'), word('backfill', '补登'), word('rescission', '解约')]).toEqual(['签约状态', '签约状态', '签约状态'])
    expect(word('destination', '去向登记')).toBe('去向登记状态')
  })

  it('SIG-06, OFF-02 a decision has the name that its page gives it: a signing on paper is certified with its stamp', () => {
    const word = (kind: string, state = 'in_review_school') => reviewWordOf({ kind, state }, '鉴证')
    expect(['online_signing', 'online_rescission', 'offline_rescission'].map((kind) => word(kind))).toEqual(['鉴证', '鉴证', '鉴证'])
    expect([word('offline_signing'), word('offline_signing', 'in_second_review_school')]).toEqual(['审核', '鉴证'])
    expect([word('backfill'), word('destination'), reviewWordOf({ kind: 'online_signing', state: '' }, null)]).toEqual(['审核', '审核', '审核'])
  })

  it('a case waits for the level it has reached', () => {
    expect(awaits('in_review_school', 'school')).toBe(true)
    expect(awaits('in_review_school', 'department')).toBe(false)
    expect(awaits('invited', 'school')).toBe(false)
    expect(awaits('in_review_department', 'school')).toBe(false)
    expect(awaits('in_review_department', 'school', true)).toBe(true)
    expect(awaits('in_review_department', 'department', true)).toBe(true)
    expect(awaits('in_second_review_school', 'school')).toBe(true)
    expect(awaits('in_second_review_department', 'school')).toBe(false)
  })
})

describe('RES-02 an employer that does not answer', () => {
  const row = (more: Partial<CaseRow>) => ({ state: 'asked_employer', about: 'a', expires_at_ms: 10, ...more }) as CaseRow

  it('is late once its time is over', () => {
    expect([isOverdue(row({}), 9), isOverdue(row({}), 10)]).toEqual([false, true])
  })

  it('is not late with an invitation, or where another side was asked', () => {
    expect(isOverdue(row({ about: null }), 10)).toBe(false)
    expect(isOverdue(row({ state: 'invited' }), 10)).toBe(false)
  })
})

describe('SIG-02 the entries that the guide prints', () => {
  const entries = (...codes: string[]) => codes.map((code) => ({ code, name: '' }))

  it('stand before the levels; without levels there are none', () => {
    expect(printedOf(entries('agreement_in_review', 'accepted_in_review', 'waiting_department', 'a.effective')).map(({ code }) => code)).toEqual([
      'agreement_in_review',
      'accepted_in_review',
    ])
    expect(printedOf(entries('effective'))).toEqual([])
  })
})
