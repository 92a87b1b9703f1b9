import { expect, type Locator, type Page } from '@playwright/test'

/** Somebody signed in, at a browser of their own: what all roles share. */
export class Person {
  readonly connection: Locator
  readonly bell: Locator
  readonly inbox: Locator
  readonly main: Locator

  constructor(readonly page: Page) {
    this.connection = page.getByRole('banner').getByRole('status')
    this.bell = page.getByRole('button', { name: /^消息/ })
    this.inbox = page.getByRole('dialog', { name: '消息' })
    this.main = page.getByRole('main')
  }

  /** A table at a desk, cards on a phone. */
  listOf(name: string): Locator {
    return this.page.getByRole('table', { name }).or(this.page.getByRole('list', { name }))
  }

  async isLive(): Promise<void> {
    await expect(this.connection).toHaveText('已连接')
  }

  /** A mark that only this document has: gone after a reload. */
  async markDocument(): Promise<void> {
    await this.page.evaluate(() => document.documentElement.setAttribute('data-never-reloaded', ''))
  }

  async neverReloaded(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-never-reloaded', '')
  }

  /** An entry of the inbox with this title. */
  notice(title: string): Locator {
    return this.inbox.getByRole('listitem').filter({ hasText: title })
  }

  async openInbox(): Promise<void> {
    await this.bell.click()
    await expect(this.inbox).toBeVisible()
  }

  async closeInbox(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect(this.inbox).toBeHidden()
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: '账户菜单' }).click()
    await this.page.getByRole('menuitem', { name: '退出登录' }).click()
    await expect(this.page).toHaveURL(/\/login/)
  }

  /** The trail's newest entry. */
  get lastStep(): Locator {
    return this.main.getByRole('region', { name: '办理记录' }).getByRole('listitem').first()
  }
}
