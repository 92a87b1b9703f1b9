import type { ArchiveTransfer, CaseDetail, HouseholdTransfer, Invite, Terms } from '@/api/wire'

/** The form as it is filled in: numbers may still be missing. */
export interface Draft {
  school: string
  name: string
  number: string
  valid_days: number | null
  terms: {
    job_title: string
    job_category: string
    work_region: string
    work_address: string
    salary_monthly: number | null
    salary_note: string
    probation_months: number
    probation_salary: number | null
    service_half_years: number
    report_from: string
    report_by: string
    penalty_amount: number | null
    penalty_note: string
    other_terms: string
    archive: ArchiveTransfer | null
    household: HouseholdTransfer | null
  }
}

export const emptyDraft = (): Draft => ({
  school: '',
  name: '',
  number: '',
  valid_days: 5,
  terms: {
    job_title: '',
    job_category: '',
    work_region: '',
    work_address: '',
    salary_monthly: null,
    salary_note: '',
    probation_months: 3,
    probation_salary: null,
    service_half_years: 0,
    report_from: '',
    report_by: '',
    penalty_amount: 0,
    penalty_note: '',
    other_terms: '',
    archive: null,
    household: null,
  },
})

/** 「重新发起」: the same graduate and terms once more; dates that have passed stay as they are, and are marked. */
export function draftAgain({ row, graduate, terms }: CaseDetail): Draft {
  const empty = emptyDraft()
  const school = graduate.graduate.split('-')[0] ?? ''
  const given = Object.fromEntries(Object.entries(terms ?? {}).filter(([, value]) => value !== undefined))
  return { ...empty, school, name: row.graduate_name, number: row.exam_no, terms: { ...empty.terms, ...given } }
}

/** What is sent. A missing number travels as 0, which the check below does not let pass where it matters. */
export function toInvite(draft: Draft): Invite {
  const { terms } = draft
  const sent: Terms = {
    ...terms,
    salary_monthly: terms.salary_monthly ?? 0,
    penalty_amount: terms.penalty_amount ?? 0,
    probation_salary: terms.probation_months > 0 ? terms.probation_salary : null,
  }
  return { school: draft.school, name: draft.name.trim(), number: draft.number.trim(), valid_days: draft.valid_days, terms: sent }
}
