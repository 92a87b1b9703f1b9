import { expect, type Locator, type Page } from '@playwright/test'
import { Authenticator } from '../platform/authenticator.ts'

/** 「账号与安全」, the same for every role. */
export class AccountPage {
  readonly sessions: Locator
  readonly password: Locator
  readonly factor: Locator

  constructor(readonly page: Page) {
    this.sessions = page.getByRole('region', { name: '登录设备' })
    this.password = page.getByRole('region', { name: '修改密码' })
    this.factor = page.getByRole('region', { name: '两步验证' })
  }

  async open(): Promise<void> {
    await this.page.goto('/account')
  }

  /** As people get there. */
  async openFromMenu(): Promise<void> {
    await this.page.getByRole('button', { name: '账户菜单' }).click()
    await this.page.getByRole('menuitem', { name: '账号与安全' }).click()
  }

  async changePassword(current: string, next: string, again = next): Promise<void> {
    await this.password.getByLabel('当前密码').fill(current)
    await this.password.getByLabel('新密码', { exact: true }).fill(next)
    await this.password.getByLabel('再次输入新密码').fill(again)
    await this.password.getByRole('button', { name: '修改密码' }).click()
  }

  /** In the dialog that asks for it. */
  async proveAgain(password: string, action: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('当前密码').fill(password)
    await dialog.getByRole('button', { name: action }).click()
  }

  /** Up to the picture: the phone that scanned it. */
  async scan(password: string): Promise<Authenticator> {
    await this.factor.getByRole('button', { name: '开启两步验证' }).click()
    await this.proveAgain(password, '下一步')
    return new Authenticator(await this.page.getByRole('dialog').locator('code').innerText())
  }

  async confirm(code: string): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: '开启两步验证' })
    await dialog.getByLabel('输入验证器显示的 6 位验证码').fill(code)
    await dialog.getByRole('button', { name: '确认开启' }).click()
  }

  /** Puts the recovery codes away. */
  async keepCodes(): Promise<string[]> {
    const dialog = this.page.getByRole('dialog', { name: '请保存恢复码' })
    await expect(dialog.getByRole('listitem').first()).toBeVisible()
    const codes = await dialog.getByRole('listitem').allInnerTexts()
    await dialog.getByText('我已保存好这些恢复码').click()
    await dialog.getByRole('button', { name: '完成' }).click()
    return codes
  }
}
