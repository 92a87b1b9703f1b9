import { describe, expect, it } from 'vitest'
import { counted } from '@/words/amounts'
import { moment, spokenDate } from '@/words/dates'
import { askedState, covers } from '@/words/filters'
import { awaits } from '@/words/states'
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

  it('one entry covers both levels of review', () => {
    expect(covers('accepted_in_review', 'in_review_department')).toBe(true)
    expect(covers('accepted_in_review', 'in_review_school')).toBe(true)
    expect(covers('accepted_in_review', 'effective')).toBe(false)
    expect(covers('in_review_school', 'in_review_department')).toBe(false)
  })

  it('a case waits for the level it has reached', () => {
    expect(awaits('in_review_school', 'school')).toBe(true)
    expect(awaits('in_review_school', 'department')).toBe(false)
    expect(awaits('invited', 'school')).toBe(false)
    expect(awaits('in_review_department', 'school')).toBe(false)
    expect(awaits('in_review_department', 'school', true)).toBe(true)
    expect(awaits('in_review_department', 'department', true)).toBe(true)
  })
})
