/** Where an archive goes; every choice by the words on the screen. */
export interface Archive {
  type: string
  organisation: string
  place: string
  address: string
  postcode: string
  contact: string
  phone: string
}

export const ARCHIVE: Archive = {
  type: '签约单位接收',
  organisation: '示例市人才服务中心',
  place: '西湖区',
  address: '示例市演示大道 8 号',
  postcode: '310000',
  contact: '示例档案室',
  phone: '0571-88000000',
}

/** What an employer offers, as the form calls its fields; every choice by the words on the screen. */
export interface Offer {
  jobTitle: string
  jobCategory: string
  /** Words that find one place in the list of regions. */
  workPlace: string
  workAddress: string
  salary: number
  salaryNote: string
  probation: string
  probationSalary: number
  service: string
  reportFrom: string
  reportBy: string
  penalty: number
  otherTerms: string
  archive: Archive
  validDays: number
}

const DAY_MS = 86_400_000
export const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

export const offer = (change: Partial<Offer> = {}): Offer => ({
  jobTitle: '后端开发工程师',
  jobCategory: '工程技术人员',
  workPlace: '西湖区',
  workAddress: '示例路 1 号',
  salary: 12_000,
  salaryNote: '十三薪',
  probation: '3 个月',
  probationSalary: 10_000,
  service: '3 年',
  reportFrom: inDays(60),
  reportBy: inDays(90),
  penalty: 3_000,
  otherTerms: '提供人才公寓一年',
  archive: ARCHIVE,
  validDays: 7,
  ...change,
})

/** The shortest terms that hold, as the interface takes them. */
export const plainTerms = (change: object = {}) => ({
  job_title: '测试工程师',
  job_category: '13',
  work_region: '330106',
  work_address: '示例路 1 号',
  salary_monthly: 9_000,
  probation_months: 3,
  service_half_years: 0,
  report_from: inDays(60),
  report_by: inDays(90),
  penalty_amount: 0,
  ...change,
})
