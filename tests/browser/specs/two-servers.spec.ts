import { expect, test as base } from '../fixtures.ts'
import { Ems } from '../pages/ems.ts'
import { Minister } from '../pages/minister.ts'
import { SignInPage } from '../pages/signIn.ts'
import { Bare, freePort } from '../platform/bare.ts'
import { inspect } from '../platform/inspect.ts'
import { LinkKey } from '../platform/linkKey.ts'
import { inventedIdNo, rosterFile } from '../platform/roster.ts'
import { DESK, PHONE } from '../platform/stage.ts'
import { Watch } from '../platform/watch.ts'

const PASSWORD = 'a-new-password-2027'
const SCHOOL = { school: '10003', name: '东示范大学' }

interface Apart {
  platform: Bare
  ems: Bare
  /** Somebody's browser at one of the two: cookies of one host are shared by its ports, so each has one of their own. */
  at(server: Bare, screen?: typeof DESK): Promise<SignInPage>
}

const test = base.extend<{ apart: Apart }>({
  apart: async ({ browser }, use) => {
    const key = new LinkKey()
    const [here, there] = [await freePort(), await freePort()]
    const options = (other: string, port: number) => [other, `http://127.0.0.1:${port}`, '--link-key-file', key.file]
    const platform = await Bare.start('serve', options('--ems-url', there), here)
    const ems = await Bare.start('ems', options('--platform-url', here), there)
    const watch = new Watch()
    const at = async (server: Bare, screen = DESK) => {
      const context = await browser.newContext({ ...screen, baseURL: server.origin })
      watch.on(context)
      return new SignInPage(await context.newPage())
    }
    await use({ platform, ems, at })
    await Promise.all(browser.contexts().map((context) => context.close()))
    await Promise.all([platform.destroy(), ems.destroy()])
    key.destroy()
    expect(watch.complaints).toEqual([])
  },
})

for (const [width, screen] of Object.entries({ 'at 1440 px': DESK, 'at 390 px': PHONE })) {
  test(`ACC-01 SYN-01: the EMS alone has two entrances and its own name ${width}`, async ({ apart }) => {
    const visitor = await apart.at(apart.ems, screen)
    await visitor.open()
    await expect(visitor.page).toHaveTitle('登录 · 就业管理系统')
    await expect(visitor.page.getByRole('tab')).toHaveText(['学校登录', '省级登录'])
    await inspect(visitor.page)
    const other = await apart.at(apart.platform, screen)
    await other.open()
    await expect(other.page.getByRole('tab')).toHaveText(['学校登录', '学生登录', '用人单位登录', '省级登录'])
  })
}

test('ACC-02 SYN-01: on two servers everybody works at either, and links lead across', async ({ apart }) => {
  test.setTimeout(180_000)
  const province = await apart.at(apart.ems)
  const minister = new Minister(province.page)
  await test.step('the province founds a school at the EMS', async () => {
    await province.open()
    await province.choose('province')
    await province.activate('63', apart.ems.code('63'), PASSWORD)
    await expect(province.page).toHaveURL(/\/ems\/schools$/)
    await expect(minister.main).toContainText('还没有院校')
    const across = minister.page.getByRole('banner').getByRole('link', { name: '前往网签平台' })
    await expect(across).toHaveAttribute('href', `${apart.platform.origin}/province`)
    await province.page.goto('/province')
    await expect(province.page).toHaveURL(/\/ems\/schools$/)
    await minister.found(SCHOOL.school, SCHOOL.name)
  })
  const made = await minister.addAccount('魏新任')

  const keeper = await apart.at(apart.ems)
  const ems = new Ems(keeper.page)
  await test.step('the school uploads its roster there', async () => {
    await keeper.open()
    await keeper.activate(made.login, made.code, PASSWORD)
    await expect(keeper.page).toHaveURL(/\/ems$/)
    await ems.uploadFile(rosterFile(SCHOOL, [{ name: '周新语', idNo: inventedIdNo(301), examNo: '23330106993001', department: '数学学院' }]))
    await expect(ems.figure('新增')).toHaveText('1')
    await ems.page.goto('/ems/sync')
    await expect(ems.main).toContainText('就业管理系统 → 网签平台')
    await expect(ems.main).not.toContainText('网签平台 → 就业管理系统')
    await ems.page.goto('/account')
    await expect(ems.page).toHaveTitle('账号与安全 · 就业管理系统')
    await expect(ems.page.locator('html')).toHaveAttribute('data-system', 'ems')
  })

  await test.step('and is the same person at the platform, from where accounts are managed at the EMS', async () => {
    const office = await apart.at(apart.platform)
    await office.open()
    await office.choose('school')
    // The account and the password that was set at the EMS arrive over the link.
    await expect(async () => {
      await office.page.reload()
      await office.submit(made.login, PASSWORD)
      await expect(office.page).toHaveURL(/\/staff$/, { timeout: 3_000 })
    }).toPass()
    const menu = office.page.getByRole('navigation', { name: '主菜单' })
    await expect(menu.getByRole('link', { name: '账号管理' })).toHaveAttribute('href', `${apart.ems.origin}/ems/accounts`)
    const across = office.page.getByRole('banner').getByRole('link', { name: '前往就业管理系统' })
    await expect(across).toHaveAttribute('href', `${apart.ems.origin}/ems`)
    await office.page.goto('/ems/accounts')
    await expect(office.page).toHaveURL(/\/staff$/)
    await expect(async () => {
      await office.page.goto('/staff/roster')
      await expect(office.page.getByRole('table', { name: '学生名单' })).toContainText('周新语', { timeout: 3_000 })
    }).toPass()
    await menu.getByRole('link', { name: '同步情况' }).click()
    await expect(office.page.getByRole('main')).toContainText('网签平台 → 就业管理系统')
    await office.page.getByRole('button', { name: '开始核对' }).click()
    await expect(office.page.getByRole('main')).toContainText('两个系统完全一致')
    await inspect(office.page)
  })
})
