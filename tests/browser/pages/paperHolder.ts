import type { Locator, Page } from '@playwright/test'
import type { Handed } from '../platform/handed.ts'

/** Somebody without an account who has the printed agreement. */
export class PaperHolder {
  readonly main: Locator
  readonly facts: Locator
  readonly files: Locator
  readonly handIn: Locator

  constructor(readonly page: Page) {
    this.main = page.getByRole('main')
    this.facts = this.main.getByRole('region', { name: '手中的就业协议书' })
    this.files = this.main.getByRole('list', { name: '已上传的材料' }).getByRole('listitem')
    this.handIn = this.main.getByRole('button', { name: '提交审核' })
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link)
  }

  async photographs(page: Handed): Promise<void> {
    await this.page.getByLabel('证明材料文件').setInputFiles(page)
  }
}
