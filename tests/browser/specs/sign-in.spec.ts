import { expect, test } from '../fixtures.ts'

test('ACC-01: each role enters by its own door and lands on its own home', async ({ stage, cast }) => {
  const { password, province_login } = cast.people
  const doors = [
    ['school', cast.twoLevels.school_login, /\/staff$/],
    ['graduate', cast.graduate(cast.twoLevels).login, /\/graduate$/],
    ['employer', cast.employer().login, /\/employer$/],
    ['province', province_login, /\/province$/],
  ] as const
  for (const [entrance, login, home] of doors) {
    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.choose(entrance)
    await visitor.submit(login, password)
    await expect(visitor.page).toHaveURL(home)
  }
})

test('ACC-01: a wrong password and a wrong door are answered in words, and alike', async ({ stage, cast }) => {
  stage.watch.expect('POST /api/v1/session 401')
  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(visitor.page.getByRole('tabpanel')).toContainText('请输入密码')

  await visitor.submit(cast.schoolOnly.school_login, 'not-the-password')
  await expect(visitor.problem).toContainText('登录名或密码不正确')
  await visitor.choose('employer')
  await visitor.submit(cast.schoolOnly.school_login, cast.people.password)
  await expect(visitor.problem).toContainText('登录名或密码不正确')
  await expect(visitor.problem).toContainText('请核对登录入口、登录名和密码。')
  await expect(visitor.page).toHaveURL(/\/login/)
})

test('ACC-08: who is not signed in is asked to, and then sees the page that was asked for', async ({ stage, cast }) => {
  const visitor = await stage.visitor()
  await visitor.page.goto('/staff/cases?state=effective')
  await expect(visitor.page).toHaveURL(/\/login\?from=/)
  await visitor.choose('school')
  await visitor.submit(cast.twoLevels.school_login, cast.people.password)
  await expect(visitor.page).toHaveURL(/\/staff\/cases\?state=effective$/)
})

test('ACC-08: another role’s page leads home, and what is not one’s own is not found', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const id = await stage.story.invitation(cast.employer(), school, cast.graduate(school))
  stage.watch.expect(`GET /api/v1/cases/${id} 404`)
  const stranger = await stage.graduate(cast.graduate(school))
  await stranger.page.goto('/staff/cases')
  await expect(stranger.page).toHaveURL(/\/graduate$/)
  await stranger.open(id)
  await expect(stranger.main.getByRole('alert')).toContainText('没有找到所请求的内容')
})

test('ACC-01: signing out ends the session and its live connection, in every tab', async ({ stage, cast }) => {
  // A tab that is reading just then learns from the answer that it is signed out.
  stage.watch.expect('GET /api/v1/cases 401')
  const school = cast.schoolOnly
  const office = await stage.reviewer(school, school.school_login)
  const connecting = office.page.waitForEvent('websocket')
  await office.home()
  const closed = (await connecting).waitForEvent('close')
  const otherTab = await office.page.context().newPage()
  await otherTab.goto('/staff')
  await expect(otherTab.getByRole('banner').getByRole('status')).toHaveText('已连接')

  await office.signOut()
  await closed
  await expect(otherTab).toHaveURL(/\/login/)
  await expect(otherTab.getByRole('alert')).toContainText('登录已失效')
  await office.page.goto('/staff')
  await expect(office.page).toHaveURL(/\/login/)
})
