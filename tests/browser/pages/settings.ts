import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './person.ts'

/** The settings of a school or a province: things with a name, a button each, and what is in the way. */
export class Settings {
  constructor(private readonly page: Page, private readonly main: Locator) {}

  static of(person: Person): Settings {
    return new Settings(person.page, person.main)
  }

  item(name: string): Locator {
    return this.main.getByRole('listitem', { name, exact: true })
  }

  button(name: string, action: string): Locator {
    return this.item(name).getByRole('button', { name: action, exact: true })
  }

  /** One for the whole school. */
  async submitHandler(name: string): Promise<void> {
    await this.main.getByRole('radio', { name: '全校统一设置' }).check({ force: true })
    const filled = { 协议经办人: name, 联系电话: '0571-88000000', 学校通讯地址: '示例市演示大道 8 号', 邮政编码: '310000' }
    for (const [label, text] of Object.entries(filled)) await this.main.getByRole('textbox', { name: label, exact: true }).fill(text)
    await this.main.getByRole('button', { name: '提交协议经办人' }).click()
    await this.confirm(name)
  }

  /** Asked once more, with the word that has to be typed, if any. */
  async confirm(word?: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: /^确认/ })
    if (word) {
      await expect(confirm).toBeDisabled()
      await dialog.getByRole('textbox').fill(word)
    }
    await confirm.click()
    await expect(dialog).toBeHidden()
  }
}
