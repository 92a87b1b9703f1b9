import { expect, type Locator } from '@playwright/test'

/** A login with its one-time code. */
export interface Code {
  login: string
  code: string
}

/** What the dialog 「激活码」 shows, once it does. */
export async function codeIn(dialog: Locator): Promise<Code> {
  const shown = dialog.locator('dd')
  await expect(shown).toHaveCount(2)
  const [login, code] = await shown.allTextContents()
  return { login: login!, code: code! }
}
