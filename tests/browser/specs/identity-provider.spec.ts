import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { AccountPage } from '../pages/account.ts'
import { SignInPage } from '../pages/signIn.ts'
import { Bare, PROVINCE, freePort } from '../platform/bare.ts'
import { Identity } from '../platform/identity.ts'

const DOOR = '使用示范统一身份认证登录'
const PASSWORD = '深水里的十四只青蛙与三只鹭鸶'

/** At the provider's own pages: who somebody is, and that the platform may know. */
async function sayWho(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(name)
  await page.getByPlaceholder('and password').fill('irrelevant')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('ACC-01: an identity provider stands for the password, and for nothing more', async ({ browser }) => {
  const port = await freePort()
  const site = `http://127.0.0.1:${port}`
  const identity = await Identity.start(site)
  const server = await Bare.start('serve', identity.options, port)
  const visit = async () => {
    const page = await (await browser.newContext()).newPage()
    const door = new SignInPage(page)
    await page.goto(`${site}/login`)
    await door.choose('province')
    return { page, door }
  }

  const first = await visit()
  await first.page.getByRole('link', { name: DOOR }).click()
  await sayWho(first.page, '63')
  await expect(first.page).toHaveURL(/\/province$/)
  await expect(first.page.getByRole('banner')).toContainText(PROVINCE)

  const stranger = await visit()
  await stranger.page.getByRole('link', { name: DOOR }).click()
  await sayWho(stranger.page, '64')
  await expect(stranger.page).toHaveURL(/\/login$/)
  await expect(stranger.page.getByRole('alert')).toContainText('本平台没有对应的账号')

  const fled = await visit()
  await fled.page.getByRole('link', { name: DOOR }).click()
  await fled.page.getByRole('link', { name: '[ Cancel ]' }).click()
  await expect(fled.page.getByRole('alert')).toContainText('身份认证未完成')
  await fled.door.choose('graduate')
  await expect(fled.page.getByRole('link', { name: DOOR })).toHaveCount(0)

  // The way back belongs to the browser that left: an address handed to somebody else signs nobody in.
  await fled.page.goto(`${site}/api/v1/session/oidc/callback?code=stolen&state=stolen`)
  await expect(fled.page.getByRole('alert')).toContainText('不是在本浏览器中开始的')

  const factor = await visit()
  await factor.door.activate('63', server.code('63'), PASSWORD)
  await expect(factor.page).toHaveURL(/\/province$/)
  const account = new AccountPage(factor.page)
  await factor.page.goto(`${site}/account`)
  const phone = await account.scan(PASSWORD)
  await account.confirm(phone.code())
  await account.keepCodes()

  const second = await visit()
  await second.page.getByRole('link', { name: DOOR }).click()
  await sayWho(second.page, '63')
  await expect(second.page).toHaveURL(/\/login$/)
  await second.page.getByLabel('验证码').fill(phone.code(1))
  await second.page.getByRole('button', { name: '验证并登录' }).click()
  await expect(second.page).toHaveURL(/\/province$/)

  identity.stop()
  await server.destroy()
})
