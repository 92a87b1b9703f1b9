import type { DescribedForm, FormField } from '@/api/wire'

export type Answers = Record<string, string>

export const fieldsOf = (form: DescribedForm): FormField[] => form.blocks.flatMap((block) => block.fields)

/** Whether a question is asked, given the other answers. */
export function isAsked({ when, unless, only }: FormField, answers: Answers): boolean {
  if (only && !only.answers.includes(answers[only.field] ?? '')) return false
  if (when) return answers[when.field] === when.answer
  const other = unless && answers[unless.field]
  return !unless || (!!other && other !== unless.answer)
}

/** The form as it is for somebody of whom something is known: questions that are for others are gone. */
export function formFor(form: DescribedForm, known: Answers): DescribedForm {
  const isFor = ({ only }: FormField) => !only || !(only.field in known) || only.answers.includes(known[only.field]!)
  const settled = (field: FormField) => (field.only && field.only.field in known ? { ...field, only: null } : field)
  return { ...form, blocks: form.blocks.map((block) => ({ ...block, fields: block.fields.filter(isFor).map(settled) })) }
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
