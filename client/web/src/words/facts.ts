import type { CaseDetail, Caution, EmployerCard, GraduateCard, Handler } from '@/api/wire'

/** One line of a form that is only read. */
export interface Fact {
  label: string
  value: string
  /** Takes the whole width: long text. */
  wide?: boolean
  /** It is looked for first. */
  strong?: boolean
  /** The question that it answers, where cautions may be about it. */
  key?: string
  /** A caution for the reviewer. */
  caution?: string
}

/** The facts with what a reviewer should look at, each at its own. */
export function cautioned(facts: Fact[], cautions: readonly Caution[] = []): Fact[] {
  const about = (fact: Fact) => cautions.filter(({ field }) => field === fact.key).map(({ text }) => text)
  return facts.map((fact) => ({ ...fact, caution: about(fact).join('；') }))
}

/** The names behind codes, as far as the tables are there. */
export interface Names {
  name(table: string, code: string): string
  region(code: string): string
}

/** Region and address as one; many an address repeats its region. */
export function place(names: Names, region: string, address: string): string {
  const before = names.region(region)
  return address.startsWith(before.replaceAll(' ', '')) ? address : `${before} ${address}`.trim()
}

export function employerFacts(card: EmployerCard, names: Names): Fact[] {
  return [
    { key: 'employer_name', label: '单位名称', value: card.name, strong: true },
    { label: '统一社会信用代码', value: card.credit_code },
    { key: 'employer_nature', label: '单位性质', value: names.name('employer_nature', card.nature) },
    { key: 'employer_industry', label: '单位行业', value: names.name('employer_industry', card.industry) },
    { label: '单位地址', value: place(names, card.region, card.address) },
    { label: '联系人', value: card.contact_name },
    { key: 'contact_phone', label: '联系电话', value: card.contact_phone },
    { label: '联系邮箱', value: card.contact_email },
  ]
}

/** The facts of an employer that a province verifies. */
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
    { label: '学制', value: card.schooling_years && `${card.schooling_years} 年` },
    { label: '培养方式', value: names.name('training_mode', card.training_mode) },
    { label: '毕业时间', value: card.graduate_date },
    { label: '毕业届', value: `${card.cohort} 届` },
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

/** The terms that matter most to somebody who is about to agree to them. */
const WEIGHED = [
  ...['job_title', 'work_region', 'work_address', 'report_from', 'salary_monthly'],
  ...['probation_months', 'apprenticeship_months', 'service_half_years', 'penalty_amount'],
]

export function summaryFacts({ row, sections }: CaseDetail): Fact[] {
  const told = sections.flatMap(({ facts }) => facts).filter(({ key }) => WEIGHED.includes(key))
  return [{ label: '用人单位', value: row.subject, strong: true }, ...told.map(({ label, text }) => ({ label, value: text }))]
}
