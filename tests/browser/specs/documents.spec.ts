import { expect, test } from '../fixtures.ts'
import { PaperHolder } from '../pages/paperHolder.ts'
import { inspect } from '../platform/inspect.ts'
import { named, Paperwork, scan } from '../platform/paperwork.ts'
import { departmentOf } from '../platform/people.ts'
import { linkOn, wordsOf } from '../platform/printed.ts'
import { DESK, PHONE } from '../platform/stage.ts'

test('OFF-02: whoever has the printed agreement hands in its stamped pages by the link on it, without an account', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [person, employer] = [cast.graduate(school), cast.employer()]
  const id = await new Paperwork(stage.story).offline(school, person, named(employer))
  await stage.story.approve(school.school_login, id)

  const graduate = await stage.graduate(person, PHONE)
  await graduate.page.goto(`/graduate/cases/${id}`)
  const printing = graduate.page.waitForEvent('download')
  await graduate.main.getByRole('link', { name: '下载就业协议书（PDF）' }).first().click()
  const link = await linkOn(await printing)

  const holder = new PaperHolder((await stage.visitor(PHONE)).page)
  await holder.open(link)
  await expect(holder.facts).toContainText(person.name)
  await expect(holder.facts).toContainText(employer.name)
  await inspect(holder.page)
  await holder.handIn.click()
  await expect(holder.main).toContainText('请上传至少 1 份')
  await holder.photographs(scan('stamped-by-hand'))
  await expect(holder.files).toHaveCount(1)
  await holder.handIn.click()
  await expect(holder.main).toContainText('盖章的就业协议书已提交，正在等待学校审核')
  await inspect(holder.page)
  await expect(graduate.main).toContainText('签约审核中，等待学校审核')

  await stage.story.sendBack(school.school_login, id, '第二页没有拍到公章', ['files'])
  await holder.open(link)
  await expect(holder.main.getByRole('note')).toContainText('第二页没有拍到公章')
  stage.watch.expect(`GET /api/v1${link}a 404`)
  await holder.open(`${link}a`)
  await expect(holder.main).toContainText('没有找到这份就业协议书')
  await inspect(holder.page)
})

test('SIG-05, EXT-04, EXT-22: the graduate has the agreement and its receipt, and lets another see whether it holds', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [person, employer] = [cast.graduate(school), cast.employer()]
  const id = await stage.story.agreement(employer, school, person, [departmentOf(school, person), { login: school.school_login, name: '' }])

  const graduate = await stage.graduate(person, PHONE)
  await graduate.page.goto(`/graduate/cases/${id}`)
  const printed = async (name: string) => {
    const coming = graduate.page.waitForEvent('download')
    await graduate.main.getByRole('link', { name }).first().click()
    return wordsOf(await coming)
  }
  const agreement = await printed('下载就业协议书（PDF）')
  expect(agreement).toContain(employer.name)
  expect(await printed('下载办理回执（PDF）')).toContain(person.name)
  const number = /协议编号：(\d{16})/.exec(agreement)![1]!

  const permits = graduate.main.getByRole('region', { name: '核验授权' })
  await permits.getByRole('button', { name: '生成授权码' }).click()
  const given = permits.getByRole('list', { name: '有效的核验授权' }).getByRole('listitem')
  await expect(given).toHaveCount(1)
  const code = await given.locator('strong').innerText()
  await inspect(graduate.page)

  const bank = await stage.visitor(DESK)
  await bank.page.goto('/verify')
  const asked = bank.page.getByRole('form', { name: '就业协议书核验' })
  await asked.getByLabel('协议编号').fill(number)
  await asked.getByLabel('授权码').fill(code)
  await asked.getByLabel('毕业生姓名').fill(person.name)
  await asked.getByRole('button', { name: '核验' }).click()
  const answer = bank.page.getByRole('region', { name: '核验结果' })
  await expect(answer).toContainText('真实，现在有效')
  await expect(answer).toContainText(employer.name)
  await inspect(bank.page)

  await given.getByRole('button', { name: /^收回/ }).click()
  await expect(permits).toContainText('没有有效的授权')
  stage.watch.expect('POST /api/v1/verifications 404')
  await asked.getByRole('button', { name: '核验' }).click()
  await expect(answer).toBeHidden()
  await expect(asked).toContainText('授权码')
})
