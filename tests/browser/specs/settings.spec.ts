import { expect, test } from '../fixtures.ts'
import { Settings } from '../pages/settings.ts'
import { departmentOf } from '../platform/people.ts'

test('SET-01, SET-02, SET-03: type, switches and limit, seen by two at once; what is in the way is said before the click', async ({ mortal }) => {
  const school = mortal.cast.twoLevels
  const [office, colleague, province] = await Promise.all([
    mortal.reviewer(school, school.school_login),
    mortal.reviewer(school, school.school_login),
    mortal.province(),
  ])
  await office.page.goto('/staff/settings')
  await colleague.page.goto('/staff/settings')
  await colleague.isLive()
  await colleague.markDocument()
  await province.page.goto('/province')
  const [mine, theirs, types] = [office, colleague, province].map(Settings.of) as [Settings, Settings, Settings]

  await expect(types.item('两方协议')).toContainText(school.name)
  await expect(types.button('两方协议', '设为两方协议')).toBeDisabled()
  await mine.button('在线签约', '关闭').click()
  await mine.confirm()
  await expect(theirs.item('在线签约')).toContainText('未开启')

  await province.page.reload()
  await types.button('两方协议', '设为两方协议').click()
  await types.confirm('两方协议')
  await expect(types.item('两方协议')).toContainText('当前类型')
  await expect(colleague.main).toContainText('两方协议')

  await mine.button('在线签约', '开启').click()
  await expect(office.page.getByRole('dialog')).toContainText('开启后一旦有操作不可关闭')
  await mine.confirm('开启')
  await expect(theirs.item('在线签约')).toContainText('已开启')
  await office.main.getByRole('textbox', { name: '解约次数' }).fill('7')
  await office.main.getByRole('button', { name: '保存' }).first().click()
  await expect(colleague.main.getByRole('textbox', { name: '解约次数' })).toHaveValue('7')

  await mortal.story.signing(mortal.cast.employer(), school, mortal.cast.graduate(school))
  await expect(theirs.item('在线签约')).toContainText('已有毕业生或用人单位操作，不可关闭')
  await expect(theirs.button('在线签约', '关闭')).toBeDisabled()
  await expect(theirs.item('仅校级审核')).toContainText('仍有 1 项处于流程中')
  await colleague.neverReloaded()
})

test('SET-06, SET-07, ACC-09: the province opens a module, the school opens it on its own, and learns which departments lack accounts', async ({ mortal }) => {
  const school = mortal.cast.twoLevels
  const [office, province] = await Promise.all([mortal.reviewer(school, school.school_login), mortal.province()])
  await office.home()
  await office.markDocument()
  await expect(office.page.getByRole('button', { name: '档案信息登记' })).toBeVisible()
  await province.page.goto('/province')
  const modules = Settings.of(province)
  await modules.button('档案信息登记', '开启').click()
  await modules.confirm('开启')
  await expect(modules.item('档案信息登记')).toContainText('0 所高校已开启登记')

  await office.page.getByRole('link', { name: '档案信息登记' }).click()
  await office.main.getByRole('link', { name: '前往登记设置' }).click()
  await office.neverReloaded()
  const settings = Settings.of(office)
  await settings.button('档案信息登记', '开启').click()
  await settings.confirm('开启')
  await expect(settings.item('档案信息登记')).toContainText('已开启')
  const departments = [...new Set(school.departments.map((each) => each.name))].sort()
  const lacking = settings.item('先院系再校级审核').getByRole('listitem')
  await expect(lacking).toHaveCount(departments.length)
  expect((await lacking.allTextContents()).sort()).toEqual(departments)
  await expect(settings.button('先院系再校级审核', '改为此方式')).toBeDisabled()
})

test('HOM-01, SET-05: a handler is shown on the home and cannot be submitted again', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const [office, department] = await Promise.all([
    stage.reviewer(school, school.school_login),
    stage.reviewer(school, departmentOf(school, person).login),
  ])
  await department.home()
  await expect(department.main.getByRole('region', { name: '协议经办人' }).first()).toContainText('经办人')
  await office.page.goto('/staff/settings')
  await expect(office.main).toContainText('协议经办人信息一经提交不可再修改')
  await expect(office.main.getByRole('button', { name: '提交协议经办人' })).toHaveCount(0)
})
