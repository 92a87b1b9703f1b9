import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { PHONE } from '../platform/stage.ts'

test('HOM-04: a hire moves along the employer’s board while others act', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.schoolOnly
  const account = cast.employer()
  const person = cast.graduate(school)
  const id = await story.invitation(account, school, person)
  const employer = await mortal.employer(account)
  await employer.home()
  const lane = (name: string) => employer.main.getByRole('region', { name: new RegExp(`^${name} `) })
  await expect(lane('待应约')).toContainText(person.name)
  const signer = await story.as('graduate', person.login)
  await signer.command(`/cases/${id}/acceptance`, {}, 1)
  await expect(lane('学校审核中')).toContainText(person.name)
  await expect(lane('待应约').getByRole('link', { name: person.name })).toHaveCount(0)
  await inspect(employer.page)
  await lane('学校审核中').getByRole('link').first().click()
  await expect(employer.page).toHaveURL(/state=lane_reviewing/)
  await expect(employer.page.getByRole('table', { name: '签约列表' })).toContainText(person.name)

  const phone = await mortal.employer(account, PHONE)
  await phone.home()
  await inspect(phone.page)
})

test('SIG-06, SIG-08: who cannot be reminded yet is told of before, and all are withdrawn together', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.schoolOnly
  const account = cast.employer()
  const people = [cast.graduate(school), cast.graduate(school)]
  for (const person of people) await story.invitation(account, school, person)
  const employer = await mortal.employer(account)
  await employer.page.goto('/employer/cases?state=lane_invited')
  for (const person of people) await employer.page.getByRole('checkbox', { name: `选择 ${person.name}` }).check()
  const batch = employer.page.getByRole('group', { name: '批量操作' })
  await expect(batch).toContainText('已选中 2 条')
  await batch.getByRole('button', { name: '提醒应约' }).click()
  const reminding = employer.page.getByRole('dialog', { name: '提醒应约' })
  await expect(reminding).toContainText('选中的 2 名一天之内已收到邀请或提醒，最早')
  await inspect(employer.page)
  await reminding.getByRole('button').last().click()

  await batch.getByRole('button', { name: '撤回邀请' }).click()
  await employer.page.getByRole('dialog', { name: '撤回邀请' }).getByRole('button', { name: '撤回邀请' }).click()
  await expect(employer.page.getByRole('dialog', { name: '撤回邀请' }).filter({ hasText: '成功' })).toContainText('成功 2 条')
})
