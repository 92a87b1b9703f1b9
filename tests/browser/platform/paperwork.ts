import type { Handed } from './handed.ts'
import type { Account, Graduate, School } from './people.ts'
import { type Colour, pdfOf } from './pdf.ts'
import type { Story } from './story.ts'
import { plainTerms } from './terms.ts'

/** An employer that may have no account here. */
export interface Named {
  name: string
  creditCode: string
}

const STAMPED: Colour = [0.8, 0.1, 0.1]
const PROOF: Colour = [0.1, 0.5, 0.2]

/** Another colour, so another file, for each name. */
const tintOf = (name: string) => ([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 256) / 255

/** A scanned paper. */
export const scan = (name: string): Handed => ({ name, mimeType: 'application/pdf', buffer: pdfOf([1, tintOf(name), 1]) })

export const named = ({ name, login }: Account): Named => ({ name, creditCode: login })

const employerAnswers = ({ name, creditCode }: Named) => ({
  credit_code: creditCode,
  employer_name: name,
  employer_nature: '39',
  employer_industry: '34',
  employer_region: '330106',
  employer_address: '示例路二号 88 室',
  contact_name: '王经理',
  contact_phone: '010-55500001',
})

const agreementAnswers = (employer: Named) => ({
  ...employerAnswers(employer),
  ...Object.fromEntries(Object.entries(plainTerms()).map(([field, value]) => [field, String(value)])),
  archive: 'no',
  household: 'no',
})

const registeredAnswers = (employer: Named) => ({ ...agreementAnswers(employer), paper_signed_on: '2026-09-01' })

/** Agreements on paper, and their end: cases of the kinds that a graduate fills in, as far as a test's own story needs them. */
export class Paperwork {
  constructor(private readonly story: Story) {}

  /** A school lets its graduates register agreements on paper, and ask for their end. */
  async opens(school: School): Promise<void> {
    const office = await this.story.as('school', school.school_login)
    await office.put('/settings/switches/backfill', { open: true })
    await office.put('/settings/rescission-limit', { limit: 3 })
  }

  /** An agreement that a graduate filled in, waiting for its first review. */
  async offline(school: School, graduate: Graduate, employer: Named): Promise<string> {
    const filled = { form: 'OFFLINE_AGREEMENT', answers: agreementAnswers(employer), files: [] }
    return this.begin(school, graduate, { kind: 'offline_signing', filled })
  }

  /** The stamped agreement, waiting for its review; every level has approved what it says. */
  async stamped(school: School, graduate: Graduate, employer: Named, reviewers: Account[]): Promise<string> {
    const id = await this.offline(school, graduate, employer)
    for (const { login } of reviewers) await this.story.approve(login, id)
    await this.stamp(graduate, id)
    return id
  }

  /** The graduate hands in the stamped agreement. */
  async stamp(graduate: Graduate, id: string): Promise<void> {
    const signer = await this.story.as('graduate', graduate.login)
    const files = [await signer.upload(pdfOf(STAMPED))]
    const { row } = await signer.read<{ row: { version: number } }>(`/cases/${id}`)
    await signer.command(`/cases/${id}/stamped`, { files }, row.version)
  }

  /** An agreement on paper, waiting for its review. */
  async backfill(school: School, graduate: Graduate, employer: Named): Promise<string> {
    const signer = await this.story.as('graduate', graduate.login)
    const files = [await signer.upload(pdfOf(PROOF))]
    const filled = { form: 'PAPER_AGREEMENT', answers: registeredAnswers(employer), files }
    return this.begin(school, graduate, { kind: 'backfill', filled })
  }

  /** The same as far as it is filled in: without its image, and not handed in. */
  async drafted(graduate: Graduate, employer: Named): Promise<void> {
    const owner = await this.story.as('graduate', graduate.login)
    await owner.put('/drafts/backfill', { form: 'PAPER_AGREEMENT', answers: registeredAnswers(employer), files: [] })
  }

  /** A graduate asks for the end of an agreement: the employer, or with evidence the school. */
  async asks(school: School, graduate: Graduate, kind: 'online_rescission' | 'offline_rescission', about: string): Promise<string> {
    const signer = await this.story.as('graduate', graduate.login)
    const isOnline = kind === 'online_rescission'
    const answers = {
      reason: 'RES_STUDY',
      explanation: '已被录取为硕士研究生，与单位协商一致',
    }
    const files = isOnline ? [] : [await signer.upload(pdfOf(PROOF))]
    return this.begin(school, graduate, {
      kind,
      about,
      filled: {
        form: isOnline ? 'ONLINE_RESCISSION' : 'OFFLINE_RESCISSION',
        answers,
        files,
      },
    })
  }

  /** 「强制解约」 (RES-02). */
  async force(login: string, id: string, statement: string): Promise<void> {
    const caller = await this.story.as('school', login)
    const { row } = await caller.read<{ row: { version: number } }>(`/cases/${id}`)
    await caller.command(`/cases/${id}/forced-rescission`, { statement }, row.version)
  }

  /** The employer agrees to what it was asked. */
  async agrees(employer: Account, id: string): Promise<void> {
    const asked = await this.story.as('employer', employer.login)
    await this.story.eventually(() => asked.read(`/cases/${id}`))
    const { row } = await asked.read<{ row: { version: number } }>(`/cases/${id}`)
    await asked.command(`/cases/${id}/answer`, { answer: 'agree' }, row.version)
  }

  /** Approved at every level. */
  async approved(id: string, reviewers: Account[]): Promise<string> {
    for (const { login } of reviewers) await this.story.approve(login, id)
    return id
  }

  /** A destination that its graduate has voided after it was approved. */
  async voided(school: School, graduate: Graduate, reviewers: Account[]): Promise<string> {
    const filled = { form: 'UNEMPLOYED', answers: { subcode: 'P70A', need_help: 'no' }, files: [] }
    const id = await this.approved(await this.begin(school, graduate, { kind: 'destination', filled }), reviewers)
    const signer = await this.story.as('graduate', graduate.login)
    const { row } = await signer.read<{ row: { version: number } }>(`/cases/${id}`)
    await signer.command(`/cases/${id}/voiding`, undefined, row.version)
    return id
  }

  private async begin(school: School, graduate: Graduate, body: object): Promise<string> {
    const signer = await this.story.as('graduate', graduate.login)
    const { case: id } = await signer.command<{ case: string }>('/cases', body)
    const reviewer = await this.story.as('school', school.school_login)
    await this.story.eventually(() => reviewer.read(`/cases/${id}`))
    return id
  }
}
