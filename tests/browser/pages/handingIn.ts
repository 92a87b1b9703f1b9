import { expect, type Locator, type Page } from '@playwright/test'
import type { Handed } from '../platform/handed.ts'
import { Form } from './form.ts'
import type { GraduateOnPhone } from './graduate.ts'

/** Somebody who hands a case in by a form: a graduate, of some kind. */
export class HandingIn {
  readonly page: Page
  readonly main: Locator
  readonly saved: Locator
  readonly returned: Locator
  readonly missing: Locator
  readonly draft: Locator
  readonly files: Locator

  constructor(
    readonly graduate: GraduateOnPhone,
    readonly kind: string,
  ) {
    this.page = graduate.page
    this.main = graduate.main
    this.saved = this.main.getByRole('status').filter({ hasText: /保存/ })
    this.returned = this.main.getByRole('region', { name: '退回原因' })
    this.missing = this.main.getByRole('alert', { name: '还需要填写' })
    this.draft = this.main.getByRole('region', { name: '未提交的草稿' })
    this.files = this.main.getByRole('list', { name: '已上传的材料' }).getByRole('listitem')
  }

  async open(): Promise<void> {
    await this.page.goto(`/graduate/kinds/${this.kind}`)
    await this.graduate.isLive()
  }

  /** The only form of a kind that has one, from the page that says how it goes. */
  async begin(form: string): Promise<Form> {
    await this.main.getByRole('link', { name: '开始填写' }).click()
    return this.form(form)
  }

  async choose(kind: string): Promise<Form> {
    await this.main.getByRole('button', { name: kind }).click()
    return this.form(kind)
  }

  form(kind: string): Form {
    return new Form(this.page, this.main.getByRole('form', { name: kind }))
  }

  /** On a phone the next group of questions; at a desk all of them are on one page already. */
  async next(title: string): Promise<void> {
    const onward = this.main.getByRole('button', { name: '下一步' })
    if (await onward.isVisible()) await onward.click()
    await expect(this.main.getByRole('heading', { name: title, exact: true })).toBeVisible()
  }

  async readOver(): Promise<void> {
    await this.main.getByRole('button', { name: /^(下一步|返回提交|核对并提交)$/ }).click()
    await expect(this.main.getByRole('heading', { name: '请核对以下内容，确认无误后提交' })).toBeVisible()
  }

  async photograph(photo: Handed): Promise<void> {
    await this.page.getByLabel('拍照上传').setInputFiles(photo)
  }

  async hand(...files: Handed[]): Promise<void> {
    await this.page.getByLabel('证明材料文件').setInputFiles(files)
  }

  /** To the page of the case; its address. */
  async submit(): Promise<string> {
    await this.main.getByRole('button', { name: '提交', exact: true }).click()
    await this.page.waitForURL(/\/graduate\/cases\/[^/]+$/)
    return this.page.url().split('/').at(-1)!
  }

  /** From the last screen to where something is missing; `title` is what stands there. */
  async mend(field: string, title: string): Promise<void> {
    await this.missing.getByRole('button', { name: field }).click()
    await expect(this.main.getByRole('heading', { name: title, exact: true })).toBeVisible()
  }

  /** One of the reviewer's objections, tapped. */
  async follow(field: string): Promise<void> {
    await this.returned.getByRole('button', { name: field, exact: true }).click()
  }
}
