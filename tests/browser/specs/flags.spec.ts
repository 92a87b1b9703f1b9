import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { departmentOf } from '../platform/people.ts'
import { DESK, PHONE } from '../platform/stage.ts'

test('FLG-01 FLG-02: one school flags, its own see it at once, another school does not, and lifting ends it', async ({ stage, cast }) => {
  const account = cast.employer()
  const [north, south] = [cast.twoLevels, cast.schoolOnly]
  const [one, invitee, other] = [cast.graduate(north), cast.graduate(north), cast.graduate(south)]
  const id = await stage.story.signing(account, north, one)
  const invitation = await stage.story.invitation(account, north, invitee)
  const elsewhere = await stage.story.signing(account, south, other)
  const [office, department, neighbour, phone] = await Promise.all([
    stage.reviewer(north, north.school_login),
    stage.reviewer(north, departmentOf(north, one).login),
    stage.reviewer(south, south.school_login),
    stage.graduate(invitee),
  ])
  await Promise.all([office.open(id), department.openList('?state=waiting_department'), neighbour.open(elsewhere), phone.open(invitation)])
  await expect(phone.decision).toBeVisible()
  const everybody = [office, department, neighbour, phone]
  await Promise.all(everybody.map((each) => each.markDocument()))

  const check = office.main.getByRole('region', { name: '单位核查' })
  // Without a registry to ask, nobody is said to exist.
  await expect(check).toContainText('暂时无法获取最新状态')
  await check.getByRole('button', { name: '标记为预警单位' }).click()
  const dialog = office.page.getByRole('dialog', { name: `标记预警单位：${account.name}` })
  await dialog.getByRole('button', { name: '标记为预警单位' }).click()
  await expect(dialog).toContainText('请选择预警类型')
  await dialog.getByText('虚假宣传').click()
  await dialog.getByRole('button', { name: '标记为预警单位' }).click()
  await expect(dialog).toBeHidden()

  const banner = (page: typeof office.page) => page.getByRole('main').getByRole('alert').filter({ hasText: '预警单位' })
  await expect(banner(office.page)).toContainText('本校已将该单位标记为预警单位：虚假宣传')
  await expect(department.row(one.name)).toContainText('预警')
  await expect(banner(phone.page)).toContainText('您所在的学校已将该单位标记为预警单位')
  await expect(banner(neighbour.page)).toHaveCount(0)
  await expect(neighbour.main.getByRole('region', { name: '单位核查' })).toContainText('未标记')

  await phone.decision.getByRole('button', { name: '同意签约' }).click()
  const sure = phone.page.getByRole('dialog', { name: '再确认一次您要同意的内容' })
  await sure.getByText('我已阅读全部内容，自愿与该单位签约').click()
  await expect(sure.getByRole('button', { name: '同意签约' })).toBeDisabled()
  await sure.getByText('我已知悉该单位是预警单位，仍然决定签约').click()
  await expect(sure.getByRole('button', { name: '同意签约' })).toBeEnabled()
  await sure.getByRole('button', { name: '再想想' }).click()

  await check.getByRole('button', { name: '解除预警' }).click()
  const lifting = office.page.getByRole('dialog', { name: `解除预警：${account.name}` })
  await lifting.getByRole('textbox').fill('单位已更正宣传内容')
  await lifting.getByRole('button', { name: '解除预警' }).click()
  await expect(banner(office.page)).toHaveCount(0)
  await expect(banner(phone.page)).toHaveCount(0)
  await expect(department.row(one.name)).not.toContainText('预警')
  await Promise.all(everybody.map((each) => each.neverReloaded()))
})

for (const [width, screen] of Object.entries({ '1440': DESK, '390': PHONE })) {
  test(`FLG-01 SIG-03: the pages of flagged employers are accessible at ${width} px`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const account = cast.employer()
    const person = cast.graduate(school)
    const id = await stage.story.invitation(account, school, person)
    const signed = await stage.story.signing(account, school, cast.graduate(school))
    const office = await stage.reviewer(school, school.school_login, screen)
    await office.page.goto('/staff/flagged')
    await expect(office.main).toContainText('标记中')
    await inspect(office.page)
    await office.main.getByRole('button', { name: '标记单位' }).click()
    const search = office.page.getByRole('dialog', { name: '查找要标记的单位' })
    await search.getByRole('textbox').fill(account.name)
    await search.getByRole('button', { name: '查找', exact: true }).click()
    await expect(search.getByRole('list', { name: '找到的单位' })).toContainText(account.name)
    await inspect(office.page)
    await search.getByRole('button', { name: `标记 ${account.name}`, exact: true }).click()
    const dialog = office.page.getByRole('dialog', { name: `标记预警单位：${account.name}` })
    await dialog.getByText('其他', { exact: true }).click()
    await dialog.getByRole('textbox').fill('无空格的长说明'.repeat(28))
    await inspect(office.page)
    await dialog.getByRole('button', { name: '标记为预警单位' }).click()
    await expect(dialog).toBeHidden()
    await office.main.getByRole('button', { name: `${account.name} 的标记记录` }).click()
    await expect(office.main.getByRole('list', { name: `${account.name} 的标记记录` })).toContainText('标记：其他')
    await inspect(office.page)
    const phone = await stage.graduate(person, screen)
    await phone.open(id)
    await expect(phone.main.getByRole('alert')).toContainText('预警单位')
    await inspect(phone.page)
    await office.open(signed)
    await expect(office.main.getByRole('region', { name: '单位核查' })).toContainText('人工核查')
    await inspect(office.page)
    await office.main.getByRole('button', { name: '解除预警' }).click()
    const lifting = office.page.getByRole('dialog', { name: `解除预警：${account.name}` })
    await inspect(office.page)
    await lifting.getByRole('textbox').fill('已核实')
    await lifting.getByRole('button', { name: '解除预警' }).click()
    await expect(lifting).toBeHidden()
  })
}
