import { expect, type Locator, type Page } from '@playwright/test'
import type { Graduate, School } from '../platform/people.ts'
import type { Offer } from '../platform/terms.ts'
import { writeArchive } from './archive.ts'
import { Form } from './form.ts'
import { Person } from './person.ts'

/** An employer at a desk. */
export class Employer extends Person {
  readonly invitationForm: Form
  readonly send: Locator

  constructor(page: Page) {
    super(page)
    const form = page.getByRole('form', { name: '签约邀请' })
    this.invitationForm = new Form(page, form)
    this.send = form.getByRole('button', { name: '发起签约邀请' })
  }

  async home(): Promise<void> {
    await this.page.goto('/employer')
    await this.isLive()
  }

  async openForm(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '发起签约邀请' }).click()
    await expect(this.invitationForm.form).toBeVisible()
  }

  async lookUp(school: Pick<School, 'name'>, graduate: Pick<Graduate, 'name' | 'exam_no' | 'department'>): Promise<void> {
    await this.ask(school, graduate)
    const found = this.invitationForm.form.getByRole('status').filter({ hasText: school.name })
    await expect(found).toContainText(graduate.department)
  }

  /** Looks somebody up, whatever comes of it. */
  async ask(school: Pick<School, 'name'>, graduate: Pick<Graduate, 'name' | 'exam_no'>): Promise<void> {
    const form = this.invitationForm
    await form.choose('学校', school.name)
    await form.type('毕业生姓名', graduate.name)
    await form.type('考生号或身份证号', graduate.exam_no)
    await form.form.getByRole('button', { name: '查询毕业生' }).click()
  }

  async writeTerms(offer: Offer): Promise<void> {
    const form = this.invitationForm
    await form.type('职位名称', offer.jobTitle)
    await form.choose('职位类别', offer.jobCategory)
    await form.choosePlace('工作地点', offer.workPlace)
    await form.type('工作地址（选填）', offer.workAddress)
    await form.type('月薪（税前）', offer.salary)
    await form.type('薪酬说明（选填）', offer.salaryNote)
    await form.choose('试用期（选填）', offer.probation)
    await form.type('试用期月薪（选填）', offer.probationSalary)
    await form.choose('服务期（选填）', offer.service)
    await form.date('报到时间', offer.reportFrom)
    await form.date('报到期限', offer.reportBy)
    await form.type('违约金（选填）', offer.penalty)
    await form.type('其他约定（选填）', offer.otherTerms)
    await form.pick('是否接收档案', '是')
    await writeArchive(form, offer.archive)
    await form.type('毕业生应在几天内答复', offer.validDays)
  }

  /** The whole form, from the menu to the page of the invitation that was sent. */
  async invite(school: Pick<School, 'name'>, graduate: Pick<Graduate, 'name' | 'exam_no' | 'department'>, offer: Offer): Promise<string> {
    await this.openForm()
    await this.lookUp(school, graduate)
    await this.writeTerms(offer)
    await this.send.click()
    await this.page.waitForURL(/\/employer\/cases\/./)
    return new URL(this.page.url()).pathname.split('/').at(-1)!
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/employer/cases/${id}`)
    await this.isLive()
  }

  /** Another form than that of invitations. */
  formCalled(name: string): Form {
    return new Form(this.page, this.main.getByRole('form', { name }))
  }

  async withdraw(): Promise<void> {
    await this.main.getByRole('button', { name: '撤回邀请' }).click()
    const sure = this.page.getByRole('dialog', { name: '撤回签约邀请' })
    await sure.getByRole('button', { name: '撤回邀请' }).click()
  }

  /** How many stand in a lane of the board on the home page. */
  count(state: string): Locator {
    return this.main.getByRole('region', { name: new RegExp(`^${state} `) }).getByRole('link').first()
  }
}
