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
