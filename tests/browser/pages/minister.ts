import { expect, type Locator, type Page } from '@playwright/test'
import { codeIn, type Code } from './codeDialog.ts'
import { Person } from './person.ts'

/** A province user at the employment management system. */
export class Minister extends Person {
  readonly schools: Locator
  readonly accounts: Locator
  readonly code: Locator

  constructor(page: Page) {
    super(page)
    this.schools = page.getByRole('table', { name: '院校' })
    this.accounts = this.listOf('账号')
    this.code = page.getByRole('dialog', { name: '激活码' })
  }

  school(code: string): Locator {
    return this.schools.getByRole('row').filter({ hasText: code })
  }

  /** From the platform, by the link in the bar. */
  async arrive(): Promise<void> {
    await this.page.goto('/province')
    await this.page.getByRole('banner').getByRole('link', { name: '前往就业管理系统' }).click()
    await this.open()
  }

  async open(): Promise<void> {
    await this.page.goto('/ems/schools')
    await expect(this.main.getByRole('heading', { name: '院校管理' })).toBeVisible()
  }

  /** Ends at the accounts of the new school. */
  async found(school: string, name: string): Promise<void> {
    await this.main.getByRole('button', { name: '新建院校' }).click()
    const form = this.page.getByRole('dialog', { name: '新建院校' })
    await form.getByLabel('院校代码', { exact: true }).fill(school)
    await form.getByLabel('院校名称', { exact: true }).fill(name)
    await form.getByRole('button', { name: '新建院校' }).click()
    await expect(this.main.getByRole('heading', { name })).toBeVisible()
  }

  /** Of the school that is open; what is shown once. */
  async addAccount(person: string, level?: string): Promise<Code> {
    await this.main.getByRole('button', { name: '新建学校账号' }).click()
    const form = this.page.getByRole('dialog', { name: '新建学校账号' })
    await form.getByLabel('使用人姓名', { exact: true }).fill(person)
    if (level) {
      await form.getByLabel('负责的学历层次', { exact: true }).press('Enter')
      await this.page.getByRole('option', { name: level, exact: true }).click()
    }
    await form.getByRole('button', { name: '新建账号' }).click()
    const made = await codeIn(this.code)
    await this.code.getByRole('button', { name: '已记下，关闭' }).click()
    await expect(this.code).toBeHidden()
    return made
  }
}
