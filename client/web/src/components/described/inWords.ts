import type { DescribedForm, FormBlock, FormField } from '@/api/wire'
import { parsed } from '@/components/form/wholeNumber'
import { counted, yuan } from '@/words/amounts'
import { spokenDate } from '@/words/dates'
import type { Fact, Names } from '@/words/facts'
import { isAsked, type Answers } from './asked'

export const FLAG = [
  { code: 'yes', label: '是' },
  { code: 'no', label: '否' },
]

/** An answer as its reader says it. */
export function inWords({ holds }: FormField, answer: string, names: Names): string {
  if (!answer) return ''
  if (holds.kind === 'code') return names.name(holds.table, answer)
  if (holds.kind === 'region') return names.region(answer)
  if (holds.kind === 'date') return spokenDate(answer)
  if (holds.kind === 'choice') return holds.choices.find(({ code }) => code === answer)?.label ?? answer
  if (holds.kind === 'flag') return FLAG.find(({ code }) => code === answer)?.label ?? answer
  if (holds.kind === 'count') return counted(Number(answer), holds.unit)
  if (holds.kind === 'percent') return `${answer}%`
  const amount = holds.kind === 'money' ? parsed(answer) : null
  return amount ? yuan(amount) : answer
}

const factOf = (field: FormField, answers: Answers, names: Names): Fact => ({
  label: field.label,
  value: inWords(field, answers[field.key] ?? '', names),
  wide: field.holds.kind === 'lines',
})

/** The answers in words, group by group. */
export function factsOf(block: FormBlock, answers: Answers, names: Names): Fact[] {
  return block.fields.filter((field) => isAsked(field, answers)).map((field) => factOf(field, answers, names))
}

export const labelOf = (form: DescribedForm, key: string): string =>
  form.blocks.flatMap(({ fields }) => fields).find((field) => field.key === key)?.label ?? '证明材料'
