import { expect, type Locator, type Page } from '@playwright/test'

/** A form made of Element Plus fields, filled in as by hand. */
export class Form {
  constructor(private readonly page: Page, readonly form: Locator) {}

  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true })
  }

  async type(label: string, value: string | number): Promise<void> {
    await this.field(label).fill(String(value))
  }

  /** Of a list that opens below the field; until it is chosen: while it folds out, a click may fall beside its option. */
  async choose(label: string, option: string): Promise<void> {
    const item = this.form.locator('.el-form-item').filter({ has: this.field(label) })
    await expect(async () => {
      await this.field(label).press('Enter')
      await this.page.getByRole('option', { name: option, exact: true }).click({ timeout: 3_000 })
      await expect(item).toContainText(option, { timeout: 1_000 })
    }).toPass({ timeout: 30_000 })
  }

  /** Of the three levels of regions, found by its name. */
  async choosePlace(label: string, words: string): Promise<void> {
    await this.field(label).pressSequentially(words)
    await this.page.locator('.el-cascader__suggestion-item:visible').first().click()
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
