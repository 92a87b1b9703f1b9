import { expect, request } from '@playwright/test'
import { Caller, type Entrance } from './caller.ts'
import type { Account, Graduate, School } from './people.ts'
import type { Server } from './server.ts'
import { plainTerms } from './terms.ts'

/** What happened before a test's own story begins, done over HTTP. */
export class Story {
  private readonly callers = new Map<string, Promise<Caller>>()

  constructor(private readonly server: Server, private readonly password: string) {}

  /** An invitation that has arrived. */
  async invitation(employer: Account, school: School, graduate: Graduate, terms: object = {}): Promise<string> {
    const sender = await this.as('employer', employer.login)
    const person = { school: school.school, name: graduate.name, number: graduate.exam_no }
    const sent = await sender.command<{ case: string }>('/invitations', { ...person, terms: plainTerms(terms) })
    const reader = await this.as('graduate', graduate.login)
    await this.eventually(() => reader.read(`/cases/${sent.case}`))
    return sent.case
  }

  /** A signing that waits for its first review, and is in the school's list. */
  async signing(employer: Account, school: School, graduate: Graduate, terms: object = {}): Promise<string> {
    const id = await this.invitation(employer, school, graduate, terms)
    const signer = await this.as('graduate', graduate.login)
    await signer.command(`/cases/${id}/acceptance`, undefined, 1)
    const reviewer = await this.as('school', school.school_login)
    await this.eventually(() => reviewer.read(`/cases/${id}`))
    return id
  }

  /** The signing was approved at every level. */
  async agreement(employer: Account, school: School, graduate: Graduate, reviewers: Account[]): Promise<string> {
    const id = await this.signing(employer, school, graduate)
    for (const { login } of reviewers) await this.approve(login, id)
    return id
  }

  async approve(reviewer: string, id: string): Promise<void> {
    const caller = await this.as('school', reviewer)
    const { row } = await caller.read<{ row: { version: number } }>(`/cases/${id}`)
    await caller.command(`/cases/${id}/review`, { verdict: 'approve' }, row.version)
  }

  /** A school lets its graduates hand in destinations; once it has, it stays so. */
  async takesDestinations(school: School): Promise<void> {
    const office = await this.as('school', school.school_login)
    await office.put('/settings/switches/destination', { open: true })
  }

  /** A reviewer sends a case back, and says which fields are meant. */
  async sendBack(reviewer: string, id: string, reason: string, fields: string[]): Promise<void> {
    await this.review(reviewer, id, { verdict: 'return', reason, fields })
  }

  /** A reviewer's decision, whatever it is. */
  async review(reviewer: string, id: string, verdict: object): Promise<void> {
    const caller = await this.as('school', reviewer)
    await this.eventually(() => caller.read(`/cases/${id}`))
    const { row } = await caller.read<{ row: { version: number } }>(`/cases/${id}`)
    await caller.command(`/cases/${id}/review`, verdict, row.version)
  }

  as(entrance: Entrance, login: string): Promise<Caller> {
    const known = this.callers.get(`${entrance} ${login}`)
    if (known) return known
    const caller = this.signIn(entrance, login)
    this.callers.set(`${entrance} ${login}`, caller)
    return caller
  }

  private async signIn(entrance: Entrance, login: string): Promise<Caller> {
    return Caller.signIn(await request.newContext(), this.server.origin, entrance, login, this.password)
  }

  /** Letters between people take a moment. */
  async eventually(read: () => Promise<unknown>): Promise<void> {
    await expect(read).toPass({ intervals: [10, 20, 50, 100], timeout: 10_000 })
  }
}
