import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import type { Person } from '../pages/person.ts'
import type { Reviewer } from '../pages/reviewer.ts'
import type { Cast } from '../platform/people.ts'
import type { Stage } from '../platform/stage.ts'

const note = (page: Page) => page.getByRole('status').filter({ hasText: '本页内容仍在' })
const menuLink = ({ page }: Person, name: string) => page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true })

/** A school user at a list with something on it. */
async function withList({ stage, cast }: { stage: Stage; cast: Cast }): Promise<Reviewer> {
  const school = cast.twoLevels
  await stage.story.signing(cast.employer(), school, cast.graduate(school))
  const office = await stage.reviewer(school, school.school_login)
  await office.openList('?state=all')
  await expect(office.turner).toBeVisible()
  return office
}

/** Ends when scripts with these names are there. */
async function fetched(page: Page, ...names: string[]): Promise<void> {
  const scripts = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).join())
  for (const name of names) await expect.poll(scripts).toContain(`/${name}-`)
}

test('EXT-05: a tap without a network leaves the page as it is, says so, and goes on when the network is back', async ({ stage, cast }) => {
  const office = await withList({ stage, cast })
  await office.markDocument()
  await office.page.context().setOffline(true)
  await expect(office.connection).toHaveText('网络已断开', { timeout: 1_000 })
  await menuLink(office, '签约设置').click()
  await expect(note(office.page)).toContainText('打开「签约设置」')
  await expect(office.turner).toBeVisible()
  await expect(office.page).toHaveURL(/\/staff\/cases/)

  await office.page.context().setOffline(false)
  await expect(office.main.getByRole('heading', { name: '签约设置', level: 1 })).toBeVisible()
  await expect(office.main).toContainText('先院系再校级审核')
  await expect(note(office.page)).toHaveCount(0)
  await office.neverReloaded()
})

test('EXT-05: the way that was tapped without a network can be given up', async ({ stage, cast }) => {
  const office = await withList({ stage, cast })
  await office.markDocument()
  await office.page.context().setOffline(true)
  await menuLink(office, '签约设置').click()
  await note(office.page).getByRole('button', { name: '留在本页' }).click()
  await expect(note(office.page)).toHaveCount(0)
  const answered = office.page.waitForResponse((response) => new URL(response.url()).pathname === '/')
  await office.page.context().setOffline(false)
  await answered
  await menuLink(office, '查看记录').click()
  await expect(office.main.getByRole('heading', { name: '查看记录' })).toBeVisible()
  await office.neverReloaded()
})

test('EXT-05, SIG-08: a graduate has every page on the way to a decision before the network is lost', async ({ stage, cast }) => {
  const person = cast.graduate(cast.schoolOnly)
  const employer = cast.employer()
  const id = await stage.story.invitation(employer, cast.schoolOnly, person)
  const phone = await stage.graduate(person)
  await phone.home()
  await fetched(phone.page, 'GraduateCase', 'InboxDrawer', 'AcceptDialog', 'DeclineDialog')
  await phone.markDocument()
  await phone.page.context().setOffline(true)
  await phone.nextThing.getByRole('link', { name: '查看邀请并决定' }).click()
  await expect(phone.page).toHaveURL(new RegExp(id))
  await expect(phone.main).toContainText('网络连接不稳定')
  await phone.openInbox()
  await expect(phone.notice('签约邀请').first()).toBeVisible()
  await phone.closeInbox()

  await phone.page.context().setOffline(false)
  await expect(phone.decision).toBeVisible()
  await phone.page.context().setOffline(true)
  await phone.decision.getByRole('button', { name: '同意签约' }).click()
  await expect(phone.page.getByRole('dialog', { name: '再确认一次您要同意的内容' })).toBeVisible()
  await phone.page.context().setOffline(false)
  await phone.neverReloaded()
})

test('EXT-05: a page of an earlier build goes to where was tapped in the new one', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.home()
  await office.markDocument()
  // The script that this page knows of is gone (asked for ahead, then in earnest), and the start page names another one.
  await office.page.route(/\/assets\/SettingsPage[^/]*\.js$/, (route) => route.abort(), { times: 2 })
  await office.page.evaluate(() => document.querySelector('script[type="module"]')!.setAttribute('src', '/assets/index-old.js'))
  await menuLink(office, '签约设置').click()
  await expect(office.main).toContainText('先院系再校级审核')
  await expect(office.page).toHaveURL(/\/staff\/settings$/)
  await expect(office.page.locator('html')).not.toHaveAttribute('data-never-reloaded')
})

test('EXT-05: a script that is lost on the way is asked for again, and nothing is reloaded', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.home()
  await office.markDocument()
  await office.page.route(/\/assets\/useModuleSettings[^/]*\.(js|css)$/, (route) => route.abort(), { times: 3 })
  await menuLink(office, '签约设置').click()
  await expect(office.main).toContainText('先院系再校级审核')
  await expect(office.main.getByRole('listitem', { name: '补登' })).toHaveCSS('display', 'grid')
  await office.neverReloaded()
})
