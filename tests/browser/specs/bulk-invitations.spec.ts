import { expect, test } from '../fixtures.ts'
import { invitationFile } from '../platform/bulk.ts'
import { inspect } from '../platform/inspect.ts'
import { DESK, PHONE } from '../platform/stage.ts'

test('SIG-09: a file invites row by row, and what was not sent comes back as a file', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const account = cast.employer()
  const [one, two, three] = [cast.graduate(school), cast.graduate(school), cast.graduate(school)]
  const [employer, phone] = await Promise.all([stage.employer(account), stage.graduate(one)])
  await phone.home()
  await employer.page.goto('/employer/cases')
  await employer.main.getByRole('button', { name: '批量邀约' }).click()
  const template = employer.page.waitForEvent('download')
  await employer.main.getByRole('link', { name: '下载模板' }).click()
  expect((await template).suggestedFilename()).toBe('批量邀约模板.xlsx')

  const file = invitationFile([
    { school, person: one },
    { school, person: two, change: { '月薪（税前，元）': '面议' } },
    { school, person: three, change: { 姓名: '另有其人' } },
  ])
  await employer.main.getByLabel('签约邀请文件').setInputFiles(file)
  const preview = employer.main.getByRole('region', { name: '核对结果', exact: true }).last()
  await expect(preview.getByRole('status')).toHaveText('可以发出 1 份邀请，另有 2 行不能发出')
  await expect(preview.getByRole('table', { name: '逐行结果' })).toContainText('没有找到该毕业生')
  await expect(phone.nextThing).not.toContainText(account.name)
  const confirm = preview.getByRole('button', { name: /^确认发送 \d+ 份邀请$/ })
  await confirm.click()
  const result = employer.main.getByRole('region', { name: '逐行结果', exact: true })
  await expect(result.getByRole('status')).toHaveText('已发出 1 份，另有 2 行没有发出')
  const rows = result.getByRole('table', { name: '逐行结果' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('月薪（税前，元）：应为整数')
  await expect(rows.last()).toContainText('没有找到该毕业生')
  await result.getByText('全部 3').click()
  await expect(rows).toHaveCount(3)
  await expect(phone.nextThing).toContainText(account.name)

  await employer.page.reload()
  await expect(result.getByRole('status')).toHaveText('已发出 1 份，另有 2 行没有发出')
  const returned = employer.page.waitForEvent('download')
  await result.getByRole('link', { name: '下载未发出的行' }).click()
  expect((await returned).suggestedFilename()).toBe('未发出的签约邀请.xlsx')

  await employer.main.getByLabel('签约邀请文件').setInputFiles(invitationFile([{ school, person: one }, { school, person: two }]))
  await confirm.click()
  await expect(result.getByRole('status')).toHaveText('已发出 1 份，另有 1 行没有发出')
  await expect(rows.first()).toContainText('贵单位已向该毕业生发出签约邀请')
})

for (const [width, screen] of Object.entries({ '1440': DESK, '390': PHONE })) {
  test(`SIG-09: the page of many invitations is accessible at ${width} px`, async ({ stage, cast }) => {
    stage.watch.expect('POST /api/v1/invitations/bulk/preview 400')
    const school = cast.schoolOnly
    const employer = await stage.employer(cast.employer(), screen)
    await employer.page.goto('/employer/bulk')
    await inspect(employer.page)
    const choose = employer.main.getByLabel('签约邀请文件')
    await choose.setInputFiles({ name: '不是表格.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') })
    await expect(employer.main).toContainText('不是 xlsx 格式')
    await inspect(employer.page)
    const people = Array.from({ length: 3 }, () => cast.graduate(school))
    const long = { school, person: people[0]!, change: { 姓名: '很'.repeat(60), 职位名称: '长'.repeat(90), 工作地点: '没有的地方' } }
    await choose.setInputFiles(invitationFile([...people.map((person) => ({ school, person })), long]))
    await expect(employer.main.getByRole('table', { name: '逐行结果' })).toContainText('工作地点')
    await inspect(employer.page)
    await employer.main.getByRole('button', { name: '确认发送 3 份邀请' }).click()
    await expect(employer.main.getByRole('region', { name: '逐行结果', exact: true }).getByRole('status')).toHaveText('已发出 3 份，另有 1 行没有发出')
    await inspect(employer.page)
  })
}
