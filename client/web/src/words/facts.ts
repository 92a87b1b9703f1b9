import type { CaseDetail, EmployerCard, GraduateCard, Handler, Terms } from '@/api/wire'
import { halfYears, months, yuan } from './amounts'
import { spokenDate } from './dates'

/** One line of a form that is only read. */
export interface Fact {
  label: string
  value: string
  /** Takes the whole width: long text. */
  wide?: boolean
  /** What a reader looks for first. */
  strong?: boolean
}

/** The names behind codes, as far as the tables are there. */
export interface Names {
  name(table: string, code: string): string
  region(code: string): string
}

const noted = (text: string, note: string | undefined) => (note ? `${text}（${note}）` : text)
/** Region and address as one; many an address repeats its region. */
export function place(names: Names, region: string, address: string): string {
  const before = names.region(region)
  return address.startsWith(before.replaceAll(' ', '')) ? address : `${before} ${address}`.trim()
}

export function employerFacts(card: EmployerCard, names: Names): Fact[] {
  return [
    { label: '单位名称', value: card.name, strong: true },
    { label: '统一社会信用代码', value: card.credit_code },
    { label: '单位性质', value: names.name('employer_nature', card.nature) },
    { label: '单位行业', value: names.name('employer_industry', card.industry) },
    { label: '单位地址', value: place(names, card.region, card.address) },
    { label: '联系人', value: card.contact_name },
    { label: '联系电话', value: card.contact_phone },
    { label: '联系邮箱', value: card.contact_email },
  ]
}

/** What a province verifies of an employer. */
export function identityFacts(card: EmployerCard, names: Names): Fact[] {
  return [
    { label: '单位名称', value: card.name, strong: true, wide: true },
    { label: '单位性质', value: names.name('employer_nature', card.nature) },
    { label: '单位行业', value: names.name('employer_industry', card.industry) },
    { label: '单位所在地', value: names.region(card.region) },
  ]
}

/** A value that the server keeps from an employer until the graduate has accepted. */
const afterAcceptance = (value: string | null | undefined) => value ?? '应约后显示'

export function graduateFacts(card: GraduateCard, names: Names): Fact[] {
  return [
    { label: '姓名', value: card.name, strong: true },
    { label: '身份证号', value: card.id_no_masked },
    { label: '考生号', value: card.exam_no },
    { label: '学号', value: afterAcceptance(card.student_no) },
    { label: '性别', value: names.name('gender', card.gender) },
    { label: '民族', value: afterAcceptance(card.ethnicity && names.name('ethnicity', card.ethnicity)) },
    { label: '政治面貌', value: afterAcceptance(card.political_status && names.name('political_status', card.political_status)) },
    { label: '手机号码', value: card.mobile_masked },
    { label: '学校', value: card.school_name },
    { label: '院系', value: card.department },
    { label: '专业', value: card.major },
    { label: '学历', value: names.name('education_level', card.education_level) },
    { label: '学制', value: card.schooling_years },
    { label: '培养方式', value: names.name('training_mode', card.training_mode) },
    { label: '毕业时间', value: card.graduate_date },
    { label: '毕业届', value: `${card.cohort} 届` },
  ]
}

export function jobFacts(terms: Terms, names: Names): Fact[] {
  return [
    { label: '职位名称', value: terms.job_title, strong: true },
    { label: '职位类别', value: names.name('job_category', terms.job_category), strong: true },
    { label: '工作地点', value: place(names, terms.work_region, terms.work_address) },
    { label: '报到时间', value: spokenDate(terms.report_from) },
    { label: '报到期限', value: spokenDate(terms.report_by) },
  ]
}

export function payFacts(terms: Terms): Fact[] {
  const probationPay = terms.probation_salary == null ? '未另行约定' : yuan(terms.probation_salary)
  return [
    { label: '月薪（税前）', value: noted(yuan(terms.salary_monthly), terms.salary_note), strong: true },
    { label: '试用期', value: months(terms.probation_months) },
    { label: '试用期月薪', value: terms.probation_months === 0 ? '—' : probationPay },
    { label: '服务期', value: halfYears(terms.service_half_years) },
    { label: '违约金', value: noted(yuan(terms.penalty_amount), terms.penalty_note), strong: terms.penalty_amount > 0 },
  ]
}

export function archiveFacts(terms: Terms, names: Names): Fact[] {
  const archive = terms.archive
  if (!archive) return [{ label: '是否接收档案', value: '不接收' }]
  return [
    { label: '是否接收档案', value: '接收' },
    { label: '档案转寄类型', value: names.name('archive_transfer_type', archive.transfer_type) },
    { label: '档案转寄单位名称', value: archive.organisation },
    { label: '档案转寄单位地址', value: place(names, archive.region, archive.address) },
    { label: '邮政编码', value: archive.postcode },
    { label: '档案转寄联系人', value: archive.contact },
    { label: '联系电话', value: archive.contact_phone },
  ]
}

export function householdFacts(terms: Terms, names: Names): Fact[] {
  const household = terms.household
  if (!household) return [{ label: '是否接收户口', value: '不接收' }]
  return [
    { label: '是否接收户口', value: '接收' },
    { label: '户口迁转类型', value: names.name('household_transfer_type', household.transfer_type) },
    { label: '户口迁转地址', value: place(names, household.region, household.address) },
  ]
}

export function handlerFacts(handler: Handler): Fact[] {
  return [
    { label: '协议经办人', value: handler.name },
    { label: '联系电话', value: handler.phone },
    { label: '通讯地址', value: handler.address },
    { label: '邮政编码', value: handler.postcode },
  ]
}

/** What somebody is about to agree to, in the few lines that matter most. */
export function summaryFacts(detail: CaseDetail, names: Names): Fact[] {
  const { terms, row } = detail
  if (!terms) return []
  return [
    { label: '用人单位', value: row.subject, strong: true },
    ...jobFacts(terms, names).filter((fact) => fact.label !== '报到期限' && fact.label !== '职位类别'),
    ...payFacts(terms).filter((fact) => fact.label !== '试用期月薪'),
  ]
}
