import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { PHONE } from '../platform/stage.ts'

test('HOM-01: a school’s home leads to the guides, to read and to download', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.home()
  const guides = office.main.getByRole('listitem').filter({ hasText: '操作指南' })
  await expect(guides).toHaveCount(3)
  for (const link of await guides.getByRole('link', { name: /^下载/ }).all()) {
    const file = await office.page.request.get((await link.getAttribute('href'))!)
    expect(file.headers()['content-type']).toContain('application/pdf')
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }
  await guides.getByRole('link', { name: '学校、院系操作指南', exact: true }).click()
  await office.page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '审核签约' }).click()
  await expect(office.page.getByRole('heading', { name: '审核签约' })).toBeInViewport()
  await office.page.getByRole('link', { name: '返回首页' }).click()
  await expect(office.tile).toBeVisible()
})

test('HOM-01: a guide is read without signing in, on a phone too', async ({ stage }) => {
  const { page } = await stage.visitor(PHONE)
  for (const [name, title] of [['graduate', '毕业生操作指南'], ['employer', '用人单位操作指南'], ['school', '学校、院系操作指南']]) {
    await page.goto(`/guides/${name}`)
    await expect(page.getByRole('heading', { level: 1, name: title! })).toBeVisible()
    await inspect(page)
  }
})

test('HOM-04: a graduate’s home tells what happened, while it happens', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const account = cast.employer()
  const first = await stage.story.invitation(account, school, person)
  const phone = await stage.graduate(person)
  await phone.home()
  const told = phone.page.getByRole('list', { name: '办理经过' }).getByRole('listitem')
  await expect(told).toHaveCount(1)
  await expect(told.first()).toContainText('发起签约邀请')
  const signer = await stage.story.as('graduate', person.login)
  await signer.command(`/cases/${first}/refusal`, { reason: '已有意向' }, 1)
  await expect(told.first()).toContainText('拒绝签约')
  await expect(told.first()).toContainText('已有意向')
  await stage.story.signing(cast.employer(), school, person)
  await expect(told).toHaveCount(4)
  await expect(told.first()).toContainText('同意签约')
})

test('SYN-01, NOT-01: what does not reach the employment management system for an hour is said on the school’s home', async ({ severed }) => {
  const { cast, story } = severed
  const school = cast.schoolOnly
  await story.agreement(cast.employer(), school, cast.graduate(school), [{ login: school.school_login, name: '' }])
  const office = await severed.reviewer(school, school.school_login)
  const delay = office.main.getByRole('status').filter({ hasText: '同步' })
  await office.home()
  await expect(office.tile).toBeVisible()
  await expect(delay).toHaveCount(0)

  await office.page.clock.install({ time: Date.now() + 2 * 3_600_000 })
  await office.home()
  await expect(delay).toContainText('与就业管理系统的同步已延误 2 小时')
  await inspect(office.page)
  await delay.getByRole('link', { name: '查看同步情况' }).click()
  await expect(office.main).toContainText('暂时无法送达，正在自动重试')
})
