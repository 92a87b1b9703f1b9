import type { DescribedForm, FormField, Holds, Proof } from '@/api/wire'
import { PHONE, POSTCODE, Rules, type Problems } from '@/components/form/rules'
import { outOfRange, parsed } from '@/components/form/wholeNumber'
import { fieldsOf, isAsked, type Answers } from './asked'

/** The name that the proof has among the fields. */
export const PROOF = 'files'

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/
const CREDIT_CODE = /^[0-9A-Za-z]{18}$/

type Kind = Holds['kind']
const CHOSEN: readonly Kind[] = ['code', 'choice', 'region', 'flag', 'date', 'count']
const PATTERNS: Partial<Record<Kind, { pattern: RegExp; problem: string }>> = {
  phone: { pattern: PHONE, problem: '请填写手机号码，或带区号的固定电话' },
  postcode: { pattern: POSTCODE, problem: '请填写 6 位邮政编码' },
  credit_code: { pattern: CREDIT_CODE, problem: '统一社会信用代码为 18 位数字或字母，请核对' },
}

function checkAnswer(rules: Rules, { key, label, holds }: FormField, answer: string): void {
  const pattern = PATTERNS[holds.kind]
  if (pattern) rules.matches(key, pattern.pattern, pattern.problem)
  else if (holds.kind === 'email' && !EMAIL.test(answer.trim())) rules.problems[key] = '请填写正确的电子邮箱'
  else if (holds.kind === 'money' || holds.kind === 'percent') {
    const problem = outOfRange(label, parsed(answer), holds.least, holds.most, holds.kind === 'money' ? '元' : '')
    if (problem) rules.problems[key] = problem
  } else if (!CHOSEN.includes(holds.kind) && 'least' in holds) rules.lengths(key, label, holds.least, holds.most)
}

function checkField(rules: Rules, field: FormField, answers: Answers): void {
  const answer = answers[field.key] ?? ''
  if (answer.trim()) checkAnswer(rules, field, answer)
  else if (field.needed) rules.problems[field.key] = `${CHOSEN.includes(field.holds.kind) ? '请选择' : '请填写'}${field.label}`
}

/** The faults of these fields that can be seen before they are sent. */
export function problemsOf(fields: FormField[], answers: Answers): Problems {
  const rules = new Rules(answers)
  for (const field of fields.filter((one) => isAsked(one, answers))) checkField(rules, field, answers)
  return rules.problems
}

export function proofProblems({ least, most }: Proof, files: string[]): Problems {
  if (files.length < least) return { [PROOF]: `请上传至少 ${least} 份证明材料` }
  return files.length > most ? { [PROOF]: `证明材料最多 ${most} 份` } : {}
}

/** Of the whole form, in the order of the page. */
export const allProblems = (form: DescribedForm, answers: Answers, files: string[]): Problems => ({
  ...problemsOf(fieldsOf(form), answers),
  ...proofProblems(form.proof, files),
})
