import type { DescribedForm } from '@/api/wire'
import { fieldsOf, type Answers } from '@/components/described/asked'
import { problemsOf as problemsOfAnswers } from '@/components/described/problems'
import { Rules, type Problems } from '@/components/form/rules'
import { outOfRange, parsed } from '@/components/form/wholeNumber'
import type { Draft } from './inviteForm'

/** 劳动合同法 §20. */
const PROBATION_SHARE = 0.8

function personProblems(draft: Draft): Problems {
  const rules = new Rules(draft)
  rules.chosen('school', '学校')
  rules.lengths('name', '毕业生姓名', 2, 60)
  if (!draft.number.trim()) rules.problems['number'] = '请填写考生号或身份证号'
  const days = outOfRange('应约有效期', draft.valid_days, 1, 30, '天')
  if (days) rules.problems['valid_days'] = days
  return rules.problems
}

function payProblems({ salary_monthly, probation_months, probation_salary }: Answers): Problems {
  const [salary, pay] = [parsed(salary_monthly ?? ''), parsed(probation_salary ?? '')]
  if (!Number(probation_months) || !salary || pay === null || pay >= salary * PROBATION_SHARE) return {}
  return { probation_salary: `试用期月薪不得低于月薪的 80%，即 ${Math.ceil(salary * PROBATION_SHARE)} 元` }
}

function dateProblems({ report_from = '', report_by }: Answers, today: string): Problems {
  if (!report_by) return {}
  if (report_by < today) return { report_by: '报到期限不能早于今天' }
  return report_by < report_from ? { report_by: '报到期限不能早于报到时间' } : {}
}

/** Everything that can be seen to be wrong before sending, by question. `today` is `YYYY-MM-DD`. */
export function problemsOf(form: DescribedForm, draft: Draft, today: string): Problems {
  const { answers } = draft
  // A fault of the answer itself is said before what it has to do with others.
  const across = { ...payProblems(answers), ...dateProblems(answers, today) }
  return { ...personProblems(draft), ...across, ...problemsOfAnswers(fieldsOf(form), answers) }
}
