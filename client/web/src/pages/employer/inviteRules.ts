import { Rules, type Problems } from '@/components/form/rules'
import type { Draft } from './inviteForm'

/** 劳动合同法 §20. */
const PROBATION_SHARE = 0.8

function personRules(rules: Rules, draft: Draft): void {
  rules.chosen('school', '学校')
  rules.lengths('name', '毕业生姓名', 2, 60)
  if (!draft.number.trim()) rules.problems['number'] = '请填写考生号或身份证号'
  const days = draft.valid_days
  if (days === null || days < 1 || days > 30) rules.problems['valid_days'] = '应约有效期为 1 至 30 天'
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
  if (salary === null || salary < 1 || salary > 999_999) problems['terms.salary_monthly'] = '请填写月薪，1 至 999999 元'
  if (terms.penalty_amount === null || terms.penalty_amount < 0) problems['terms.penalty_amount'] = '请填写违约金，没有请填 0'
  const probation = terms.probation_months > 0 ? terms.probation_salary : null
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
