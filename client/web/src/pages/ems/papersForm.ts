import type { DescribedForm, EmsPapers } from '@/api/wire'
import type { Answers } from '@/components/described/asked'
import { answersOf, sentOf } from '@/components/described/sent'

/** The description of 「报到证及户档信息」. */
export const PAPERS = 'PAPERS'

export const formOf = (form: DescribedForm, papers: EmsPapers): Answers => answersOf(form, papers)
export const papersOf = (form: DescribedForm, answers: Answers): EmsPapers => sentOf(form, answers)
