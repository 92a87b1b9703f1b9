import type { Handed } from './handed.ts'
import { pdfOf } from './pdf.ts'
import type { Account, Graduate, School } from './people.ts'
import type { Story } from './story.ts'

/** Another colour, so another file, for each name. */
const tintOf = (name: string) => ([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 256) / 255

/** A scanned paper. */
export const scan = (name: string): Handed => ({ name, mimeType: 'application/pdf', buffer: pdfOf([1, tintOf(name), 1]) })

const DAY_MS = 86_400_000
export const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** The answers of an agreement on paper, as the server names them. */
const paper = (employer: Account) => ({
  paper_signed_on: inDays(-3),
  credit_code: employer.login,
  employer_name: employer.name,
  employer_nature: '39',
  employer_industry: '34',
  employer_region: '330106',
  employer_address: '示例路 1 号',
  contact_name: '王经理',
  contact_phone: '13800000001',
  job_title: '后端开发工程师',
  job_category: '13',
  work_region: '330106',
  salary_monthly: '9000',
  probation_months: '0',
  report_from: inDays(20),
  report_by: inDays(40),
  archive: 'no',
  household: 'no',
})

/** Agreements and their ends as they came about before a test's own story, done over HTTP. */
export class Agreements {
  constructor(private readonly story: Story) {}

  /** A reviewer's decision, whatever it is. */
  async review(login: string, id: string, verdict: object): Promise<void> {
    const caller = await this.story.as('school', login)
    const { row } = await caller.read<{ row: { version: number } }>(`/cases/${id}`)
    await caller.command(`/cases/${id}/review`, verdict, row.version)
  }

  async sendBack(login: string, id: string, reason: string, fields: string[]): Promise<void> {
    await this.review(login, id, { verdict: 'return', reason, fields })
  }

  /** A paper agreement that is filled in but for its image, and not handed in. */
  async drafted(employer: Account, graduate: Graduate): Promise<void> {
    const owner = await this.story.as('graduate', graduate.login)
    await owner.put('/drafts/backfill', { form: 'PAPER_AGREEMENT', answers: paper(employer), files: [] })
  }

  /** A paper agreement that waits for its first review. */
  async registered(employer: Account, graduate: Graduate): Promise<string> {
    const owner = await this.story.as('graduate', graduate.login)
    const files = [await owner.upload(scan(`stamped-${graduate.exam_no}`).buffer)]
    const filled = { form: 'PAPER_AGREEMENT', answers: paper(employer), files }
    const { case: id } = await owner.command<{ case: string }>('/cases', { kind: 'backfill', filled })
    return id
  }

  /** And one that the school alone has approved. */
  async backfilled(employer: Account, school: School, graduate: Graduate): Promise<string> {
    const id = await this.registered(employer, graduate)
    await this.story.approve(school.school_login, id)
    return id
  }

  /** 「强制解约」 (RES-02). */
  async force(login: string, id: string, statement: string): Promise<void> {
    const caller = await this.story.as('school', login)
    const { row } = await caller.read<{ row: { version: number } }>(`/cases/${id}`)
    await caller.command(`/cases/${id}/forced-rescission`, { statement }, row.version)
  }
}
