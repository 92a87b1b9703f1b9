import type { DescribedForm, FormField } from '@/api/wire'
import { parsed } from '@/components/form/wholeNumber'
import { fieldsOf, isAsked, type Answers } from './asked'

type Part = Record<string, unknown>

/** A flag opens the block of its name, which is there or not in what is sent. */
const isFlag = ({ holds }: FormField) => holds.kind === 'flag'
const NUMBERS: readonly string[] = ['money', 'percent', 'count']
const isNumber = ({ holds }: FormField) => NUMBERS.includes(holds.kind)

/** The block of a question that stands inside one, by the flags of its form: `archive_postcode` stands in `archive`. */
const blockOf = (form: DescribedForm, { key }: FormField): string | undefined =>
  fieldsOf(form).find((flag) => isFlag(flag) && key.startsWith(`${flag.key}_`))?.key

/** The question of a path in what is sent: `terms.archive.postcode` is `archive_postcode`. */
export const keyOf = (path: string): string => path.replace(/^terms\./, '').replaceAll('.', '_')

function put(sent: Part, form: DescribedForm, field: FormField, answer: string): void {
  const block = blockOf(form, field)
  const [part, key] = block ? [sent[block] as Part, field.key.slice(block.length + 1)] : [sent, field.key]
  if (!isFlag(field)) part[key] = isNumber(field) ? parsed(answer) : answer
  else if (answer === 'yes') part[key] = {}
}

/** The answers in the shape in which they are sent; what was left open is left out. */
export function sentOf(form: DescribedForm, answers: Answers): Part {
  const sent: Part = {}
  for (const field of fieldsOf(form)) {
    const answer = (answers[field.key] ?? '').trim()
    if (answer && isAsked(field, answers)) put(sent, form, field, answer)
  }
  return sent
}

/** The answers that something sent was made of: the inverse of {@link sentOf}. */
export function answersOf(form: DescribedForm, sent: object): Answers {
  const answer = (field: FormField): string => {
    const block = blockOf(form, field)
    const part = (block ? (sent as Part)[block] : sent) as Part | null | undefined
    const value = part?.[block ? field.key.slice(block.length + 1) : field.key]
    if (isFlag(field)) return value ? 'yes' : 'no'
    return value === null || value === undefined ? '' : String(value)
  }
  return Object.fromEntries(fieldsOf(form).map((field) => [field.key, answer(field)]))
}
