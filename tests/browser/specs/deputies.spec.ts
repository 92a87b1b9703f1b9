import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { PHONE } from '../platform/stage.ts'

test('EXT-19: a reviewer hands the queue over, the colleague decides under both names, and it ends early', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.twoLevels
  const [ill, well] = cast.colleagues(school)
  const person = cast.graduate(school, ill)
  const id = await story.signing(cast.employer(), school, person)
  const absent = await mortal.reviewer(school, ill.login)
  await absent.page.goto('/staff/deputies')
  await expect(absent.main).toContainText('还没有代审记录')
  await absent.page.getByRole('combobox', { name: '由谁代审' }).click()
  await absent.page.getByRole('option').first().click()
  const last = absent.page.getByRole('combobox', { name: '结束日期' })
  await last.fill('2000-01-01')
  await last.press('Enter')
  await absent.main.getByRole('button', { name: '设置代审' }).click()
  await expect(absent.main).toContainText('结束日期不早于开始日期')
  await last.fill(await absent.page.getByRole('combobox', { name: '开始日期' }).inputValue())
  await last.press('Enter')
  await absent.main.getByRole('button', { name: '设置代审' }).click()
  const records = absent.page.getByRole('table', { name: '代审记录' })
  await expect(records).toContainText('进行中')
  await inspect(absent.page)

  const colleague = await mortal.reviewer(school, well.login)
  await colleague.home()
  await expect(colleague.main.getByRole('note').filter({ hasText: '您正在代' })).toBeVisible()
  await inspect(colleague.page)
  await colleague.open(id)
  await colleague.approve()
  await expect(colleague.main.getByRole('region', { name: '办理记录' })).toContainText(/（代.+）/)

  await records.getByRole('button', { name: '提前结束' }).click()
  await absent.page.getByRole('dialog', { name: '提前结束代审' }).getByRole('button', { name: '结束代审' }).click()
  await expect(records).toContainText('提前结束')
  await colleague.home()
  await expect(colleague.main.getByRole('note').filter({ hasText: '您正在代' })).toHaveCount(0)
})

test('EXT-11: a graduate sees the place in the queue, and the limit of waiting is the school’s to set', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await story.signing(cast.employer(), school, person)
  const phone = await mortal.graduate(person, PHONE)
  await phone.open(id)
  await expect(phone.main.getByRole('status').filter({ hasText: '排在' })).toContainText(/第 \d+ 位/)
  await inspect(phone.page)
  const office = await mortal.reviewer(school, school.school_login)
  await office.page.goto('/staff/settings')
  const days = office.main.getByRole('textbox', { name: '超时天数' })
  await expect(days).toHaveValue('3')
  await days.fill('31')
  await expect(office.main).toContainText('超时天数为 1 至 30 天的整数')
  await days.fill('5')
  await office.main.getByRole('region', { name: '超时提醒' }).getByRole('button', { name: '保存' }).click()
  await expect(office.main).toContainText('超时提醒改为等待超过 5 天')
})
