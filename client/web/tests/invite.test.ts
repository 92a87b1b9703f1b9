import { describe, expect, it } from 'vitest'
import { at } from '@/components/form/rules'
import { regionTree } from '@/components/form/regionTree'
import { emptyArchive } from '@/components/form/transfer'
import { emptyDraft, toInvite, type Draft } from '@/pages/employer/inviteForm'
import { problemsOf } from '@/pages/employer/inviteRules'

const TODAY = '2027-03-01'

function complete(): Draft {
  const draft = emptyDraft()
  Object.assign(draft, { school: '10335', name: '陈雨桐', number: '23330106151004' })
  Object.assign(draft.terms, {
    job_title: '后端开发工程师',
    job_category: '13',
    work_region: '330108',
    work_address: '江南大道 3888 号',
    salary_monthly: 10_000,
    report_from: '2027-07-01',
    report_by: '2027-07-15',
  })
  return draft
}

const problemsAfter = (change: (draft: Draft) => void) => {
  const draft = complete()
  change(draft)
  return problemsOf(draft, TODAY)
}

describe('SIG-01 the invitation form', () => {
  it('has nothing against complete terms', () => expect(problemsOf(complete(), TODAY)).toEqual({}))

  it('names every missing field by its path in the request', () => {
    expect(Object.keys(problemsOf(emptyDraft(), TODAY))).toEqual(
      expect.arrayContaining(['school', 'name', 'number', 'terms.job_title', 'terms.work_region', 'terms.salary_monthly', 'terms.report_by']),
    )
  })

  it.each<[string, string, (draft: Draft) => void]>([
    ['a probation salary below 80 %', 'terms.probation_salary', (draft) => (draft.terms.probation_salary = 7_999)],
    ['a report deadline before the report date', 'terms.report_by', (draft) => (draft.terms.report_by = '2027-06-30')],
    ['a report deadline in the past', 'terms.report_by', (draft) => (draft.terms.report_by = '2027-02-28')],
    ['a salary above the limit', 'terms.salary_monthly', (draft) => (draft.terms.salary_monthly = 1_000_000)],
    ['a one-letter job title', 'terms.job_title', (draft) => (draft.terms.job_title = '师')],
    ['a validity of 31 days (SIG-08)', 'valid_days', (draft) => (draft.valid_days = 31)],
    ['a validity of no whole days (SIG-08)', 'valid_days', (draft) => (draft.valid_days = Number.NaN)],
    ['a salary with a fraction', 'terms.salary_monthly', (draft) => (draft.terms.salary_monthly = Number.NaN)],
    ['a penalty above the limit', 'terms.penalty_amount', (draft) => (draft.terms.penalty_amount = 10_000_000)],
    ['a penalty that is no number', 'terms.penalty_amount', (draft) => (draft.terms.penalty_amount = Number.NaN)],
    ['a probation salary above the limit', 'terms.probation_salary', (draft) => (draft.terms.probation_salary = 1_000_000)],
    ['an archive without a place', 'terms.archive.region', (draft) => (draft.terms.archive = emptyArchive())],
  ])('refuses %s', (_, path, change) => expect(problemsAfter(change)).toHaveProperty([path]))

  it('accepts a probation salary of exactly 80 %', () => {
    expect(problemsAfter((draft) => (draft.terms.probation_salary = 8_000))).toEqual({})
  })

  it('sends no probation salary without a probation', () => {
    const draft = complete()
    Object.assign(draft.terms, { probation_months: 0, probation_salary: 100 })
    expect(problemsOf(draft, TODAY)).toEqual({})
    expect(toInvite(draft).terms.probation_salary).toBeNull()
  })

  it('finds the value behind a path, also where there is none', () => {
    expect(at(complete(), 'terms.work_region')).toBe('330108')
    expect(at(complete(), 'terms.archive.region')).toBeUndefined()
  })
})

describe('regions', () => {
  it('are a tree whose ends can be chosen', () => {
    const tree = regionTree([
      { code: '440000', name: '广东省' },
      { code: '441900', name: '东莞市', parent: '440000' },
    ])
    expect(tree).toEqual([{ value: '440000', label: '广东省', children: [{ value: '441900', label: '东莞市' }] }])
  })
})
