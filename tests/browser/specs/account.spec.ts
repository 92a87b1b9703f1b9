import { expect, test } from '../fixtures.ts'
import { AccountPage } from '../pages/account.ts'
import { DESK, PHONE } from '../platform/stage.ts'

test('ACC-01: a device that one no longer uses is signed out from another, and notices at once', async ({ stage, cast }) => {
  const person = cast.graduate(cast.twoLevels)
  const desk = await stage.graduate(person, DESK)
  const phone = await stage.graduate(person, PHONE)
  await phone.home()
  await phone.isLive()

  await desk.home()
  const account = new AccountPage(desk.page)
  await account.openFromMenu()
  await expect(account.sessions.getByRole('listitem')).toHaveCount(2)
  await expect(account.sessions.getByRole('listitem').first()).toContainText('本机')
  await account.sessions.getByRole('button', { name: /^退出 / }).click()
  await expect(account.sessions.getByRole('listitem')).toHaveCount(1)
  await expect(account.sessions).toContainText('目前只有本机登录')
  await expect(phone.page).toHaveURL(/\/login/)
  await expect(phone.page.getByRole('alert')).toContainText('登录已失效')
})

test('ACC-01: all other devices are signed out together', async ({ stage, cast }) => {
  const person = cast.graduate(cast.twoLevels)
  const here = await stage.graduate(person)
  const others = [await stage.graduate(person), await stage.graduate(person)]
  for (const other of others) await other.home()
  const account = new AccountPage(here.page)
  await account.open()
  await account.sessions.getByRole('button', { name: '退出其他所有设备（2）' }).click()
  await expect(account.sessions.getByRole('listitem')).toHaveCount(1)
  for (const other of others) await expect(other.page).toHaveURL(/\/login/)
})

test('ACC-01: a password is changed, with what is wrong said beside its field', async ({ stage, cast }) => {
  const NEXT = '浅水里的十二只青蛙与两只鹭鸶'
  stage.watch.expect('PUT /api/v1/account/password 422')
  const person = cast.graduate(cast.twoLevels)
  const graduate = await stage.graduate(person, DESK)
  const account = new AccountPage(graduate.page)
  await account.open()
  await account.changePassword('', '短')
  await expect(account.password).toContainText('请输入当前密码')
  await expect(account.password).toContainText('新密码至少 12 位')
  await account.changePassword(cast.people.password, NEXT, '另一个')
  await expect(account.password).toContainText('两次输入的新密码不一致')
  await account.changePassword(cast.people.password, 'woaini1314520')
  await expect(account.password).toContainText('过于常见')
  await account.changePassword('不是现在的密码', NEXT)
  await expect(account.password).toContainText('当前密码不正确')
  await account.changePassword(cast.people.password, NEXT)
  await expect(account.password.getByRole('status')).toContainText('密码已修改')

  await graduate.signOut()
  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('graduate')
  await visitor.submit(person.login, NEXT)
  await expect(visitor.page).toHaveURL(/\/graduate$/)
})
