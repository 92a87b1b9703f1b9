import type { DescribedForm, FormField } from '@/api/wire'

export type Answers = Record<string, string>

export const fieldsOf = (form: DescribedForm): FormField[] => form.blocks.flatMap((block) => block.fields)

/** Whether a question is asked, given the other answers. */
export function isAsked({ when, unless }: FormField, answers: Answers): boolean {
  if (when) return answers[when.field] === when.answer
  const other = unless && answers[unless.field]
  return !unless || (!!other && other !== unless.answer)
}

const answered = (fields: FormField[], answers: Answers): Answers =>
  Object.fromEntries(fields.map(({ key }) => [key, answers[key] ?? '']).filter(([, answer]) => answer))

/** The answers to hand in: one to a question that is not asked any more is left out. */
export const answersAsked = (form: DescribedForm, answers: Answers): Answers =>
  answered(
    fieldsOf(form).filter((field) => isAsked(field, answers)),
    answers,
  )

/** The answers that a draft keeps: a question that is asked again finds its answer. */
export const answersKept = (form: DescribedForm, answers: Answers): Answers => answered(fieldsOf(form), answers)
