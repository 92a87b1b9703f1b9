import type { Locator, Page } from '@playwright/test'
import type { Entrance } from '../platform/caller.ts'

const TABS: Record<Entrance, string> = { school: '学校登录', graduate: '学生登录', employer: '用人单位登录', province: '省级登录' }

/** The login's name depends on the entrance. */
const LOGIN = /^(账号|身份证号|登录名)$/

/** The four entrances. */
export class SignInPage {
  readonly problem: Locator

  constructor(readonly page: Page) {
    this.problem = page.getByRole('tabpanel').locator('[aria-live="assertive"]')
  }

  async open(): Promise<void> {
    await this.page.goto('/login')
  }

  async choose(entrance: Entrance): Promise<void> {
    await this.page.getByRole('tab', { name: TABS[entrance] }).click()
  }

  async submit(login: string, password: string): Promise<void> {
    await this.page.getByRole('textbox', { name: LOGIN }).fill(login)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  /** 「忘记密码」, as far as asking for a code. */
  async forget(login: string): Promise<void> {
    await this.page.getByRole('button', { name: '忘记密码？' }).click()
    await this.page.getByRole('textbox', { name: LOGIN }).fill(login)
    await this.page.getByRole('button', { name: '获取验证码' }).click()
  }

  /** The code and the new password. */
  async reset(code: string, password: string): Promise<void> {
    await this.page.getByLabel('短信验证码', { exact: true }).fill(code)
    await this.page.getByLabel('设置新密码', { exact: true }).fill(password)
    await this.page.getByLabel('再次输入新密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '重置密码' }).click()
  }

  /** First sign-in: a one-time code becomes a password. */
  async activate(login: string, code: string, password: string): Promise<void> {
    await this.page.getByRole('button', { name: '首次登录？使用激活码设置密码' }).click()
    await this.page.getByRole('textbox', { name: LOGIN }).fill(login)
    await this.page.getByLabel('激活码', { exact: true }).fill(code)
    await this.page.getByLabel('设置新密码', { exact: true }).fill(password)
    await this.page.getByLabel('再次输入新密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '激活并登录' }).click()
  }
}
