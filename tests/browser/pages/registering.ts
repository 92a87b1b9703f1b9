import type { Locator, Page } from '@playwright/test'
import { Form } from './form.ts'

/** Somebody who registers an employer and follows its verification. */
export class Registering {
  readonly identity: Form
  readonly contact: Form
  readonly note: Locator
  readonly licence: Locator

  constructor(readonly page: Page) {
    this.identity = new Form(page, page.getByRole('form', { name: '单位信息' }))
    this.contact = new Form(page, page.getByRole('form', { name: '联系信息' }))
    this.note = page.getByRole('region', { name: '注册审核状态' })
    this.licence = page.getByRole('group', { name: '营业执照（法人证书）' })
  }

  /** The whole form, to the page of the new employer. */
  async register(who: { creditCode: string; name: string; login: string; place?: string }): Promise<void> {
    const form = new Form(this.page, this.page.getByRole('form', { name: '用人单位注册' }))
    await form.type('统一社会信用代码', who.creditCode)
    await form.type('单位名称', who.name)
    await form.choose('单位性质', '其他企业')
    await form.choose('单位行业', '制造业')
    await form.choosePlace('单位所在地', who.place ?? '玄武区')
    await form.type('单位地址', '示例路 9 号')
    await form.type('联系人', '冯招聘')
    await form.type('联系电话', '025-86000009')
    await form.type('联系邮箱', 'hr@example.com')
    await form.type('登录名', who.login)
    await form.type('密码', '一起来注册 2027 年')
    await form.type('再次输入密码', '一起来注册 2027 年')
    await form.form.getByRole('button', { name: '注册并登录' }).click()
    await this.page.waitForURL(/\/employer\/profile/)
  }

  async upload(name: string, mimeType: string, buffer: Buffer): Promise<void> {
    await this.page.getByLabel('营业执照文件').setInputFiles({ name, mimeType, buffer })
  }

  async submit(): Promise<void> {
    await this.identity.form.getByRole('button', { name: '提交审核' }).click()
  }
}
