import { at, type Draft } from './inviteForm'

/** What is wrong with a field, by its path in the request; the server has the last word. */
export type Problems = Record<string, string>

const POSTCODE = /^(?!000000)\d{6}$/
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/
/** 劳动合同法 §20. */
const PROBATION_SHARE = 0.8

const length = (text: string) => [...text.trim()].length

function lengths(problems: Problems, draft: Draft, path: string, label: string, least: number, most: number): void {
  const size = length(String(at(draft, path) ?? ''))
  if (size === 0 && least > 0) problems[path] = `请填写${label}`
  else if (size < least || size > most) problems[path] = `${label}应为 ${least} 至 ${most} 个字`
}

function chosen(problems: Problems, draft: Draft, path: string, label: string): void {
  if (!at(draft, path)) problems[path] = `请选择${label}`
}

function personRules(problems: Problems, draft: Draft): void {
  chosen(problems, draft, 'school', '学校')
  lengths(problems, draft, 'name', '毕业生姓名', 2, 60)
  if (!draft.number.trim()) problems['number'] = '请填写考生号或身份证号'
  const days = draft.valid_days
  if (days === null || days < 1 || days > 30) problems['valid_days'] = '应约有效期为 1 至 30 天'
}

function jobRules(problems: Problems, draft: Draft): void {
  lengths(problems, draft, 'terms.job_title', '职位名称', 2, 60)
  chosen(problems, draft, 'terms.job_category', '职位类别')
  chosen(problems, draft, 'terms.work_region', '工作地点')
  lengths(problems, draft, 'terms.work_address', '工作地址', 1, 120)
  lengths(problems, draft, 'terms.other_terms', '其他约定', 0, 1000)
}

function payRules(problems: Problems, { terms }: Draft): void {
  const salary = terms.salary_monthly
  if (salary === null || salary < 1 || salary > 999_999) problems['terms.salary_monthly'] = '请填写月薪，1 至 999999 元'
  if (terms.penalty_amount === null || terms.penalty_amount < 0) problems['terms.penalty_amount'] = '请填写违约金，没有请填 0'
  const probation = terms.probation_months > 0 ? terms.probation_salary : null
  if (salary && probation !== null && probation < salary * PROBATION_SHARE) {
    problems['terms.probation_salary'] = `试用期月薪不得低于月薪的 80%，即 ${Math.ceil(salary * PROBATION_SHARE)} 元`
  }
}

function dateRules(problems: Problems, { terms }: Draft, today: string): void {
  if (!terms.report_from) problems['terms.report_from'] = '请选择报到时间'
  if (!terms.report_by) problems['terms.report_by'] = '请选择报到期限'
  else if (terms.report_by < today) problems['terms.report_by'] = '报到期限不能早于今天'
  else if (terms.report_by < terms.report_from) problems['terms.report_by'] = '报到期限不能早于报到时间'
}

function archiveRules(problems: Problems, draft: Draft): void {
  const archive = draft.terms.archive
  if (!archive) return
  chosen(problems, draft, 'terms.archive.transfer_type', '档案转寄类型')
  lengths(problems, draft, 'terms.archive.organisation', '档案转寄单位名称', 2, 100)
  chosen(problems, draft, 'terms.archive.region', '档案转寄单位所在地')
  lengths(problems, draft, 'terms.archive.address', '档案转寄单位地址', 5, 120)
  lengths(problems, draft, 'terms.archive.contact', '档案转寄联系人', 2, 40)
  if (!POSTCODE.test(archive.postcode)) problems['terms.archive.postcode'] = '请填写 6 位邮政编码'
  if (!PHONE.test(archive.contact_phone)) problems['terms.archive.contact_phone'] = '请填写手机号码，或带区号的固定电话'
}

function householdRules(problems: Problems, draft: Draft): void {
  if (!draft.terms.household) return
  chosen(problems, draft, 'terms.household.transfer_type', '户口迁转类型')
  chosen(problems, draft, 'terms.household.region', '户口迁转所在地')
  lengths(problems, draft, 'terms.household.address', '户口迁转地址', 1, 120)
}

/** Everything that can be seen to be wrong before sending. `today` is `YYYY-MM-DD`. */
export function problemsOf(draft: Draft, today: string): Problems {
  const problems: Problems = {}
  personRules(problems, draft)
  jobRules(problems, draft)
  payRules(problems, draft)
  dateRules(problems, draft, today)
  archiveRules(problems, draft)
  householdRules(problems, draft)
  return problems
}
