import { Rules, type Problems } from '@/components/form/rules'
import { outOfRange } from '@/components/form/wholeNumber'
import type { Draft } from './inviteForm'

/** 劳动合同法 §20. */
const PROBATION_SHARE = 0.8
/** Yuan; as the server checks them. */
const SALARY_MAX = 999_999
const PENALTY_MAX = 9_999_999

function note(problems: Problems, path: string, problem: string): void {
  if (problem) problems[path] = problem
}

function personRules(rules: Rules, draft: Draft): void {
  rules.chosen('school', '学校')
  rules.lengths('name', '毕业生姓名', 2, 60)
  if (!draft.number.trim()) rules.problems['number'] = '请填写考生号或身份证号'
  note(rules.problems, 'valid_days', outOfRange('应约有效期', draft.valid_days, 1, 30, '天'))
}

function jobRules(rules: Rules): void {
  rules.lengths('terms.job_title', '职位名称', 2, 60)
  rules.chosen('terms.job_category', '职位类别')
  rules.chosen('terms.work_region', '工作地点')
  rules.lengths('terms.work_address', '工作地址', 1, 120)
  rules.lengths('terms.other_terms', '其他约定', 0, 1000)
}

function payRules({ problems }: Rules, { terms }: Draft): void {
  const salary = terms.salary_monthly
  note(problems, 'terms.salary_monthly', outOfRange('月薪', salary, 1, SALARY_MAX, '元'))
  const penalty = outOfRange('违约金', terms.penalty_amount, 0, PENALTY_MAX, '元')
  note(problems, 'terms.penalty_amount', penalty && `${penalty}，没有请填 0`)
  const probation = terms.probation_months > 0 ? terms.probation_salary : null
  if (probation !== null) note(problems, 'terms.probation_salary', outOfRange('试用期月薪', probation, 1, SALARY_MAX, '元'))
  if (salary && probation !== null && probation < salary * PROBATION_SHARE) {
    problems['terms.probation_salary'] = `试用期月薪不得低于月薪的 80%，即 ${Math.ceil(salary * PROBATION_SHARE)} 元`
  }
}

function dateRules({ problems }: Rules, { terms }: Draft, today: string): void {
  if (!terms.report_from) problems['terms.report_from'] = '请选择报到时间'
  if (!terms.report_by) problems['terms.report_by'] = '请选择报到期限'
  else if (terms.report_by < today) problems['terms.report_by'] = '报到期限不能早于今天'
  else if (terms.report_by < terms.report_from) problems['terms.report_by'] = '报到期限不能早于报到时间'
}

/** Everything that can be seen to be wrong before sending. `today` is `YYYY-MM-DD`. */
export function problemsOf(draft: Draft, today: string): Problems {
  const rules = new Rules(draft)
  personRules(rules, draft)
  jobRules(rules)
  payRules(rules, draft)
  dateRules(rules, draft, today)
  rules.transfers()
  return rules.problems
}
