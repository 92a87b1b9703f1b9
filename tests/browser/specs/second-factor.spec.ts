import { expect, test } from '../fixtures.ts'
import { AccountPage } from '../pages/account.ts'

test('ACC-01: an employer sets up a second factor, signs in with it, and without the phone', async ({ stage, cast }) => {
  stage.watch.expect('PUT /api/v1/account/second-factor 422')
  stage.watch.expect('POST /api/v1/session/code 401')
  const [{ password }, account] = [cast.people, cast.employer()]
  const employer = await stage.employer(account)
  const page = new AccountPage(employer.page)
  await page.open()
  await expect(page.factor).toContainText('未开启')
  const phone = await page.scan(password)
  await expect(employer.page.getByRole('img', { name: '验证器二维码' })).toBeVisible()
  await page.confirm('000000')
  await expect(employer.page.getByRole('dialog')).toContainText('验证码不正确')
  await page.confirm(phone.code())
  const codes = await page.keepCodes()
  expect(new Set(codes).size).toBe(10)
  await expect(page.factor).toContainText('剩余恢复码 10 个')

  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('employer')
  await visitor.submit(account.login, password)
  await visitor.page.getByLabel('验证码').fill('000000')
  await visitor.page.getByRole('button', { name: '验证并登录' }).click()
  await expect(visitor.problem).toContainText('验证码不正确或已使用过')
  await visitor.page.getByLabel('验证码').fill(phone.code(1))
  await visitor.page.getByRole('button', { name: '验证并登录' }).click()
  await expect(visitor.page).toHaveURL(/\/employer$/)

  const lost = await stage.visitor()
  await lost.open()
  await lost.choose('employer')
  await lost.submit(account.login, password)
  await lost.page.getByRole('button', { name: '手机不在身边？使用恢复码' }).click()
  await lost.page.getByLabel('恢复码').fill(codes[0]!)
  await lost.page.getByRole('button', { name: '验证并登录' }).click()
  await expect(lost.page).toHaveURL(/\/employer$/)

  await page.open()
  await expect(page.factor).toContainText('剩余恢复码 9 个')
  await page.factor.getByRole('button', { name: '关闭两步验证' }).click()
  await page.proveAgain(password, '关闭两步验证')
  await expect(page.factor).toContainText('未开启')
})

test('ACC-01: where it is demanded, a school user sets it up before anything else opens', async ({ strict }) => {
  const { people } = strict.cast
  const school = strict.cast.twoLevels
  const visitor = await strict.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.submit(school.school_login, people.password)
  await expect(visitor.page).toHaveURL(/\/account$/)
  await visitor.page.goto('/staff/roster')
  await expect(visitor.page).toHaveURL(/\/account$/)
  const page = new AccountPage(visitor.page)
  await expect(visitor.page.getByRole('main')).toContainText('须先开启两步验证')
  const phone = await page.scan(people.password)
  await page.confirm(phone.code())
  await page.keepCodes()
  await expect(visitor.page).toHaveURL(/\/staff$/)
  await expect(visitor.page.getByRole('banner').getByRole('status')).toHaveText('已连接')
})

test('ACC-01: who is above everybody and lost both is let in again by the operator', async ({ mortal }) => {
  const { server, cast } = mortal
  const login = cast.people.province_login
  const province = await mortal.province()
  const before = new AccountPage(province.page)
  await before.open()
  const phone = await before.scan(cast.people.password)
  await before.confirm(phone.code())
  await before.keepCodes()

  // The open page reads itself again when the server is back.
  mortal.watch.expect('GET /api/v1/account 401')
  await server.killHard()
  const answer = server.operate('reset-account', '--entrance', 'province', login)
  await server.up()

  await expect(province.page).toHaveURL(/\/login/)
  const visitor = await mortal.visitor()
  await visitor.open()
  await visitor.choose('province')
  await visitor.activate(login, /激活码 (\S+)/.exec(answer)![1]!, 'wangqian-province-2027')
  await expect(visitor.page).toHaveURL(/\/province$/)
  const after = new AccountPage(visitor.page)
  await after.open()
  await expect(after.factor).toContainText('未开启')
})
