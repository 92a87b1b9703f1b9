import type { CaseDetail, DescribedForm, Invite, Terms } from '@/api/wire'
import type { Answers } from '@/components/described/asked'
import { answersOf, sentOf } from '@/components/described/sent'

/** The description of the terms. */
export const AGREEMENT = 'AGREEMENT'

/** The invitation as it is filled in; the terms by the questions of their description. */
export interface Draft {
  school: string
  name: string
  number: string
  valid_days: number | null
  answers: Answers
}

export const emptyDraft = (): Draft => ({
  school: '',
  name: '',
  number: '',
  valid_days: 5,
  answers: { probation_months: '3', service_half_years: '0', archive: 'no', household: 'no' },
})

/** 「试用期」 and 「见习期」, in months. */
const TRIALS = ['probation_months', 'apprenticeship_months'] as const

/** Of both one is agreed: the one that was chosen now, so that the other is none. */
export function settleTrial(answers: Answers, chosen: (typeof TRIALS)[number]): void {
  const other = TRIALS.find((trial) => trial !== chosen)!
  if (Number(answers[chosen]) > 0 && Number(answers[other]) > 0) answers[other] = '0'
}

/** 「重新发起」: the same graduate and terms once more; dates that have passed stay as they are, and are marked. */
export function draftAgain(form: DescribedForm, { row, graduate, terms }: CaseDetail): Draft {
  const school = graduate.graduate.split('-')[0] ?? ''
  return { ...emptyDraft(), school, name: row.graduate_name, number: row.exam_no, answers: answersOf(form, terms ?? {}) }
}

/** What is sent. */
export function toInvite(form: DescribedForm, { school, name, number, valid_days, answers }: Draft): Invite {
  return { school, name: name.trim(), number: number.trim(), valid_days, terms: sentOf(form, answers) as unknown as Terms }
}
