import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Handed } from '../platform/handed.ts'
import { readWorkbook } from '../platform/readWorkbook.ts'
import { Form } from './form.ts'
import { Person } from './person.ts'

/** A thousand codes are made and written down while the server has other things to do: it takes half a minute for that if it must. */
const ANSWERED_MS = 35_000

/** A school user at the employment management system. */
export class Ems extends Person {
  readonly roster: Locator
  readonly accounts: Locator
  readonly upload: Locator
  readonly result: Locator
  readonly turner: Locator
  readonly missing: Locator
  readonly code: Locator

  constructor(page: Page) {
    super(page)
    this.roster = this.listOf('学生名单')
    this.accounts = this.listOf('账号')
    this.upload = page.getByRole('dialog', { name: '上传名单' })
    this.result = this.upload.getByRole('region', { name: '导入结果' })
    this.turner = page.getByRole('navigation', { name: '分页' })
    this.missing = page.getByRole('region', { name: '没有可审核账号的院系' })
    this.code = page.getByRole('dialog', { name: '激活码' })
  }

  /** From the platform, as a school user gets there; before the first upload nobody is in the roster. */
  async arrive(furnished = true): Promise<void> {
    await this.page.goto('/staff')
    await this.page.getByRole('banner').getByRole('link', { name: '前往就业管理系统' }).click()
    await expect(furnished ? this.roster : this.main.getByText('名单还是空的')).toBeVisible()
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/ems${query}`)
    await expect(this.main.getByRole('heading', { name: '学生名单' })).toBeVisible()
  }

  /** Asks to lock an account; the dialog that asks back. */
  async lock(login: string): Promise<Locator> {
    await this.accounts.getByRole('button', { name: `锁定 ${login}`, exact: true }).click()
    return this.page.getByRole('dialog', { name: `锁定 ${login}` })
  }

  async openAccounts(): Promise<void> {
    await this.page.goto('/ems/accounts')
    await expect(this.accounts).toBeVisible()
  }

  /** Ends with the report. */
  async uploadFile(file: Handed): Promise<void> {
    if (!(await this.upload.isVisible())) await this.main.getByRole('button', { name: '上传名单' }).click()
    await this.upload.getByLabel('名单文件').setInputFiles(file)
    await expect(this.upload.getByRole('progressbar')).toHaveCount(0)
    await expect(this.result).toBeVisible()
  }

  async closeReport(): Promise<void> {
    await this.upload.getByRole('button', { name: '关闭', exact: true }).click()
    await expect(this.upload).toBeHidden()
  }

  /** One of the report's four figures. */
  figure(label: string): Locator {
    return this.result.locator('dl > div').filter({ hasText: label }).locator('dd')
  }

  async delete(name: string): Promise<void> {
    await this.roster.getByRole('checkbox', { name: `选择 ${name}` }).check()
    await this.main.getByRole('button', { name: '删除 1 人' }).click()
    const dialog = this.page.getByRole('dialog', { name: '删除 1 名毕业生' })
    await expect(dialog).toContainText('签约和去向全部失效')
    await dialog.getByRole('button', { name: '确认删除' }).click()
    await expect(dialog).toBeHidden()
  }

  /** Opens the form of a row of the roster that is shown. */
  async edit(name: string): Promise<Form> {
    await this.roster.getByRole('button', { name: `修改 ${name}` }).click()
    return new Form(this.page, this.page.getByRole('dialog', { name: `修改：${name}` }))
  }

  /** Opens 「报到证及户档信息」 of a row of the roster that is shown. */
  async papers(name: string): Promise<Form> {
    await this.roster.getByRole('button', { name: `户档信息 ${name}` }).click()
    const dialog = this.page.getByRole('dialog', { name: `报到证及户档信息：${name}` })
    await expect(dialog.getByRole('radiogroup', { name: '填写报到证信息' })).toBeVisible()
    return new Form(this.page, dialog)
  }

  /** The file of activation codes, of the selected rows or of a department: the rows below its header. */
  async activationCodes(department?: string, forgotten = false): Promise<string[][]> {
    await this.main.getByRole('button', { name: '生成激活码' }).click()
    const form = new Form(this.page, this.page.getByRole('dialog', { name: '生成激活码' }))
    if (department) {
      await form.pick('为谁生成', '一个院系的全部毕业生')
      await form.choose('院系', department)
    }
    if (forgotten) await form.form.getByText('已设置的密码也一并重置').click()
    await expect(form.form.getByRole('note')).toContainText(forgotten ? '已设置的密码立即作废' : '已有账号，请用原密码登录')
    const downloading = this.page.waitForEvent('download', { timeout: ANSWERED_MS })
    const [file] = await Promise.all([downloading, form.form.getByRole('button', { name: '生成并下载' }).click()])
    const rows = readWorkbook(readFileSync(await file.path()))
    await expect(form.form).toBeHidden()
    return rows.slice(1)
  }

  async save(form: Form): Promise<void> {
    await form.form.getByRole('button', { name: '保存修改' }).click()
    await expect(form.form).toBeHidden()
  }
}
