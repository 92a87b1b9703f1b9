import { describe, expect, it } from 'vitest'
import { formFor } from '@/components/described/asked'
import { answersOf, keyOf, sentOf } from '@/components/described/sent'
import { regionTree } from '@/components/form/regionTree'
import { FORMS } from '@/mocks/forms'
import { emptyDraft, settleTrial, toInvite, type Draft } from '@/pages/employer/inviteForm'
import { problemsOf } from '@/pages/employer/inviteRules'

const TODAY = '2027-03-01'
const FORM = FORMS['AGREEMENT']!

function complete(): Draft {
  const draft = emptyDraft()
  Object.assign(draft, { school: '10335', name: '陈雨桐', number: '23330106151004' })
  Object.assign(draft.answers, {
    job_title: '后端开发工程师',
    job_category: '13',
    work_region: '330108',
    work_address: '江南大道 3888 号',
    salary_monthly: '10000',
    report_from: '2027-07-01',
    report_by: '2027-07-15',
  })
  return draft
}

const problemsAfter = (change: (draft: Draft) => void) => {
  const draft = complete()
  change(draft)
  return problemsOf(FORM, draft, TODAY)
}

describe('SIG-01 the invitation form', () => {
  it('has nothing against complete terms', () => expect(problemsOf(FORM, complete(), TODAY)).toEqual({}))

  it('names every missing field by its question', () => {
    expect(Object.keys(problemsOf(FORM, emptyDraft(), TODAY))).toEqual(
      expect.arrayContaining(['school', 'name', 'number', 'job_title', 'work_region', 'salary_monthly', 'report_by']),
    )
  })

  it.each<[string, string, (draft: Draft) => void]>([
    ['a probation salary below 80 %', 'probation_salary', (draft) => (draft.answers.probation_salary = '7999')],
    ['a report deadline before the report date', 'report_by', (draft) => (draft.answers.report_by = '2027-06-30')],
    ['a report deadline in the past', 'report_by', (draft) => (draft.answers.report_by = '2027-02-28')],
    ['a salary above the limit', 'salary_monthly', (draft) => (draft.answers.salary_monthly = '1000000')],
    ['a one-letter job title', 'job_title', (draft) => (draft.answers.job_title = '师')],
    ['a validity of 31 days (SIG-08)', 'valid_days', (draft) => (draft.valid_days = 31)],
    ['a validity of no whole days (SIG-08)', 'valid_days', (draft) => (draft.valid_days = Number.NaN)],
    ['a salary with a fraction', 'salary_monthly', (draft) => (draft.answers.salary_monthly = '一千')],
    ['a penalty above the limit', 'penalty_amount', (draft) => (draft.answers.penalty_amount = '10000000')],
    ['a penalty that is no number', 'penalty_amount', (draft) => (draft.answers.penalty_amount = '一千')],
    ['a probation salary above the limit', 'probation_salary', (draft) => (draft.answers.probation_salary = '1000000')],
    ['an archive without a place', 'archive_region', (draft) => (draft.answers.archive = 'yes')],
  ])('refuses %s', (_, path, change) => expect(problemsAfter(change)).toHaveProperty([path]))

  it('accepts a probation salary of exactly 80 %', () => {
    expect(problemsAfter((draft) => (draft.answers.probation_salary = '8000'))).toEqual({})
  })

  it('sends no probation salary without a probation', () => {
    const draft = complete()
    Object.assign(draft.answers, { probation_months: '0', probation_salary: '100' })
    expect(problemsOf(FORM, draft, TODAY)).toEqual({})
    expect(toInvite(FORM, draft).terms).not.toHaveProperty('probation_salary')
  })

  it('offers 见习期 to public bodies alone', () => {
    const draft = complete()
    Object.assign(draft.answers, { probation_months: '0', apprenticeship_months: '12' })
    const sentBy = (nature: string) => toInvite(formFor(FORM, { employer_nature: nature }), draft).terms
    expect(sentBy('22')).toMatchObject({ probation_months: 0, apprenticeship_months: 12 })
    expect(sentBy('39')).not.toHaveProperty('apprenticeship_months')
    expect(sentBy('')).not.toHaveProperty('apprenticeship_months')
  })

  it('takes the one of 试用期 and 见习期 that was chosen last', () => {
    const answers = { probation_months: '3', apprenticeship_months: '12' }
    settleTrial(answers, 'apprenticeship_months')
    expect(answers).toEqual({ probation_months: '0', apprenticeship_months: '12' })
    answers.probation_months = '2'
    settleTrial(answers, 'probation_months')
    expect(answers).toEqual({ probation_months: '2', apprenticeship_months: '0' })
    answers.probation_months = '0'
    settleTrial(answers, 'probation_months')
    expect(answers).toEqual({ probation_months: '0', apprenticeship_months: '0' })
  })

  it('sends numbers as numbers and opens a block by its flag', () => {
    const draft = complete()
    Object.assign(draft.answers, { archive: 'yes', archive_region: '330108', household_region: '330108', salary_monthly: '１００００' })
    const { terms } = toInvite(FORM, draft)
    expect(terms).toMatchObject({ salary_monthly: 10_000, probation_months: 3, archive: { region: '330108' } })
    expect(terms).not.toHaveProperty('household')
  })

  it('finds the answers behind what was sent, and the question behind a path', () => {
    const { answers } = complete()
    const known = answersOf(FORM, sentOf(FORM, answers))
    expect(known).toMatchObject(answers)
    expect(keyOf('terms.archive.postcode')).toBe('archive_postcode')
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
