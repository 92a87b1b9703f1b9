import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import type { Person } from '../pages/person.ts'
import type { Cast } from '../platform/people.ts'
import type { Stage } from '../platform/stage.ts'
import { offer } from '../platform/terms.ts'

/** Longer than the first two waits before a command is sent again. */
const PATIENCE_MS = 7_000

/** Counts the requests to an address that ends like this, whether or not they arrive. From here on time can be moved. */
async function sent(page: Page, ending: string): Promise<() => number> {
  let count = 0
  page.on('request', (request) => (count += Number(request.method() === 'POST' && new URL(request.url()).pathname.endsWith(ending))))
  await page.clock.install()
  return () => count
}

/** The network is back, and nothing more is sent however long one waits. */
async function silent({ page }: Person, count: () => number): Promise<void> {
  const before = count()
  expect(before).toBeGreaterThan(0)
  await page.context().setOffline(false)
  await page.clock.fastForward(PATIENCE_MS)
  // A request that a timer had begun would have been seen before this one.
  await page.evaluate(() => fetch('/api/v1/system').then((answer) => answer.status))
  expect(count()).toBe(before)
}

const stateOf = async (stage: Stage, login: string, id: string) =>
  (await (await stage.story.as('graduate', login)).read<{ row: { state: string } }>(`/cases/${id}`)).row.state

/** A graduate who reads an invitation on the phone. */
async function invited({ stage, cast }: { stage: Stage; cast: Cast }) {
  const person = cast.graduate(cast.schoolOnly)
  const employer = cast.employer()
  const id = await stage.story.invitation(employer, cast.schoolOnly, person)
  const phone = await stage.graduate(person)
  await phone.home()
  await phone.openInvitation()
  const dialog = phone.page.getByRole('dialog', { name: '再确认一次您要同意的内容' })
  /** As far as the last tap but one. */
  async function agree(): Promise<void> {
    await phone.decision.getByRole('button', { name: '同意签约' }).click()
    await dialog.getByText('我已阅读全部内容，自愿与该单位签约').click()
  }
  const said = phone.main.getByRole('alert')
  return { person, id, phone, dialog, agree, said, accepts: await sent(phone.page, `/cases/${id}/acceptance`) }
}

for (const [way, leave] of [
  ['「再想想」', (page: Page) => page.getByRole('dialog').getByRole('button', { name: '再想想' }).click()],
  ['the way back', (page: Page) => page.goBack()],
] as const) {
  test(`EXT-05, SIG-08: an acceptance that never left the phone is taken back by ${way}`, async ({ stage, cast }) => {
    const { person, id, phone, dialog, agree, accepts } = await invited({ stage, cast })
    await agree()
    await phone.page.context().setOffline(true)
    await dialog.getByRole('button', { name: '同意签约' }).click()
    await expect(dialog).toContainText('秒后自动再试')
    await expect(dialog.getByRole('button', { name: '等待再次提交' })).toBeVisible()
    await expect(dialog.getByRole('checkbox')).toBeDisabled()
    await leave(phone.page)
    await expect(dialog).toBeHidden()
    // With the page gone, that it was not done is said on the next one.
    await expect(phone.page.locator('.el-message').filter({ hasText: '没有提交' })).toHaveCount(way === 'the way back' ? 1 : 0)
    await silent(phone, accepts)
    expect(await stateOf(stage, person.login, id)).toBe('invited')
  })
}

test('EXT-05, SIG-08: a refusal that never left the phone is taken back', async ({ stage, cast }) => {
  const { person, id, phone } = await invited({ stage, cast })
  const refusals = await sent(phone.page, `/cases/${id}/refusal`)
  await phone.decision.getByRole('button', { name: '拒绝' }).click()
  const dialog = phone.page.getByRole('dialog', { name: '拒绝这份邀请' })
  await expect(dialog).toBeVisible()
  await phone.page.context().setOffline(true)
  await dialog.getByRole('button', { name: '确认拒绝' }).click()
  await expect(dialog).toContainText('秒后自动再试')
  await expect(dialog.getByRole('textbox')).toBeDisabled()
  await dialog.getByRole('button', { name: '再想想' }).click()
  await silent(phone, refusals)
  expect(await stateOf(stage, person.login, id)).toBe('invited')
  // What was taken back can still be done.
  await phone.accept()
  await expect.poll(() => stateOf(stage, person.login, id)).not.toBe('invited')
})

test('EXT-05, SIG-08: an acceptance whose answer was lost is not taken back: the page says what became of it', async ({ stage, cast }) => {
  const { phone, dialog, agree, said, accepts } = await invited({ stage, cast })
  await agree()
  await phone.page.route('**/acceptance', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await dialog.getByRole('button', { name: '同意签约' }).click()
  await expect(dialog).toContainText('上一次提交可能已经送达，正在核对结果')
  await dialog.getByRole('button', { name: '再想想' }).click()
  await expect(said).toContainText(/核对结果：.*同意/)
  await expect(phone.decision).toHaveCount(0)
  await silent(phone, accepts)
})

test('EXT-05, SIG-08: one that perhaps arrived and did not is looked up as well, and can be made again', async ({ stage, cast }) => {
  const { person, id, phone, dialog, agree, said, accepts } = await invited({ stage, cast })
  await agree()
  await phone.page.route('**/acceptance', (route) => route.abort())
  await dialog.getByRole('button', { name: '同意签约' }).click()
  await expect(dialog).toContainText('上一次提交可能已经送达，正在核对结果')
  await dialog.getByRole('button', { name: '再想想' }).click()
  await expect(said).toContainText('核对结果：没有变化')
  await silent(phone, accepts)
  expect(await stateOf(stage, person.login, id)).toBe('invited')
  await phone.page.unroute('**/acceptance')
  await phone.accept()
  await expect(phone.decision).toHaveCount(0)
})

test('EXT-05, EXT-06: a rejection that never left the desk is taken back by 「取消」', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  await office.open(id)
  const reviews = await sent(office.page, `/cases/${id}/review`)
  const before = await stateOf(stage, person.login, id)
  await office.desk.getByRole('button', { name: '鉴证不通过' }).click()
  await office.rejection.getByRole('radiogroup').locator('label').first().click()
  await office.rejection.getByLabel('具体问题').fill('岗位与专业不符。')
  await office.page.context().setOffline(true)
  await office.rejection.getByRole('button', { name: '确认鉴证不通过' }).click()
  await expect(office.rejection).toContainText('秒后自动再试')
  await expect(office.rejection.getByLabel('具体问题')).toBeDisabled()
  await expect(office.desk.getByRole('button', { name: '鉴证不通过', includeHidden: true })).toBeDisabled()
  await office.rejection.getByRole('button', { name: '取消' }).click()
  await silent(office, reviews)
  expect(await stateOf(stage, person.login, id)).toBe(before)
  await expect(office.desk.getByRole('button', { name: '鉴证通过' })).toBeEnabled()
})

test('EXT-05, SIG-01: an invitation that waits for the network is locked, and can be stopped', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const employer = await stage.employer(cast.employer())
  await employer.home()
  await employer.openForm()
  await employer.lookUp(school, cast.graduate(school))
  await employer.writeTerms(offer())
  const invitations = await sent(employer.page, '/invitations')
  await employer.page.context().setOffline(true)
  await employer.send.click()
  const form = employer.invitationForm.form
  await expect(form).toContainText('秒后自动再试')
  await expect(employer.invitationForm.field('职位名称')).toBeDisabled()
  await form.getByRole('button', { name: '停止提交' }).click()
  await expect(employer.invitationForm.field('职位名称')).toBeEnabled()
  await silent(employer, invitations)
  await expect(employer.page).toHaveURL(/\/employer\/invite/)
  // What is changed now is what is sent.
  await employer.invitationForm.type('职位名称', '测试工程师')
  await employer.send.click()
  await employer.page.waitForURL(/\/employer\/cases\/./)
  await expect(employer.main.getByRole('heading', { level: 1 })).toContainText('测试工程师')
})

test('EXT-01, SIG-08: a dialog is idle once another device has decided, and says who decided what', async ({ stage, cast }) => {
  const { person, id, dialog, agree } = await invited({ stage, cast })
  await agree()
  await (await stage.story.as('graduate', person.login)).command(`/cases/${id}/refusal`, { reason: '' }, 1)
  await expect(dialog.getByRole('alert')).toContainText('拒绝')
  await expect(dialog.getByRole('button', { name: '同意签约' })).toHaveCount(0)
  await dialog.getByRole('contentinfo').or(dialog.locator('footer')).getByRole('button', { name: '关闭' }).click()
  await expect(dialog).toBeHidden()
})

test('EXT-01, EXT-06: an open rejection is idle once a colleague has decided; J says that nothing else waits', async ({ mortal }) => {
  const { story, cast } = mortal
  const school = cast.schoolOnly
  const id = await story.signing(cast.employer(), school, cast.graduate(school))
  const office = await mortal.reviewer(school, school.school_login)
  await office.open(id)
  await expect(office.desk).toBeVisible()
  await office.page.keyboard.press('j')
  await expect(office.page.getByText('已经是最后一条').first()).toBeVisible()
  await office.desk.getByRole('button', { name: '鉴证不通过' }).click()
  await office.rejection.getByLabel('具体问题').fill('材料需要重新核对。')
  await story.approve(school.school_login, id)
  await expect(office.rejection.getByRole('alert')).toContainText('鉴证通过')
  await expect(office.rejection.getByLabel('具体问题')).toBeDisabled()
  await expect(office.rejection.getByRole('button', { name: '确认鉴证不通过' })).toHaveCount(0)
  await office.rejection.locator('footer').getByRole('button', { name: '关闭' }).click()
  await expect(office.rejection).toBeHidden()
})
