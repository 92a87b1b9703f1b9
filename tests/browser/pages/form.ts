import type { Locator, Page } from '@playwright/test'

/** A form made of Element Plus fields, filled in as by hand. */
export class Form {
  constructor(private readonly page: Page, readonly form: Locator) {}

  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true })
  }

  async type(label: string, value: string | number): Promise<void> {
    await this.field(label).fill(String(value))
  }

  /** Of a list that opens below the field. */
  async choose(label: string, option: string): Promise<void> {
    await this.field(label).press('Enter')
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  /** Of the three levels of regions, found by its name. While somebody types slowly, places stand there that the first letters name. */
  async choosePlace(label: string, words: string): Promise<void> {
    await this.field(label).pressSequentially(words)
    await this.page.locator('.el-cascader__suggestion-item:visible').filter({ hasText: words }).first().click()
  }

  /** A date, typed. */
  async date(label: string, value: string): Promise<void> {
    await this.field(label).fill(value)
    await this.field(label).press('Enter')
  }

  async pick(group: string, option: string): Promise<void> {
    await this.form.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }).click()
  }
}
