import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'

test('OFF-05, EXT-08: the list is kept as a file, with full numbers only for a reason', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  await office.openList(`?state=all&q=${person.exam_no}`)
  await expect(office.rows).toHaveCount(1)
  const export_ = office.filters.getByRole('button', { name: '导出' })
  await export_.click()
  const [plain] = await Promise.all([
    office.page.waitForEvent('download'),
    office.page.getByRole('menuitem', { name: '下载当前查询数据', exact: true }).click(),
  ])
  expect(plain.suggestedFilename()).toBe('在线签约管理-查询数据.xlsx')

  await export_.click()
  await office.page.getByRole('menuitem', { name: '下载当前查询数据（含完整身份证号）' }).click()
  const dialog = office.page.getByRole('dialog', { name: '导出完整身份证号' })
  await dialog.getByRole('button', { name: '导出' }).click()
  await expect(dialog).toContainText('请选择导出原因')
  await inspect(office.page)
  await dialog.getByText('联系毕业生本人').click()
  await Promise.all([office.page.waitForEvent('download'), dialog.getByRole('button', { name: '导出' }).click()])
  await expect(dialog).toBeHidden()
  await office.page.goto('/staff/reveals')
  const record = office.page.getByRole('table', { name: '查看记录' }).getByRole('row').nth(1)
  await expect(record).toContainText(person.name)
  await expect(record).toContainText('联系毕业生本人（导出名单）')
})

test('EXT-18: the order of columns is set by keyboard, kept, and goes along with a link', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  await office.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await office.openList('?state=all')
  const heads = (page: typeof office) => page.list.getByRole('columnheader')
  await expect(heads(office).nth(1)).toContainText('签约发起方')
  await office.filters.getByRole('button', { name: '选择显示的列' }).click()
  const chooser = office.page.getByRole('list', { name: '显示的列' })
  await chooser.getByRole('checkbox', { name: '签约状态' }).focus()
  await office.page.keyboard.press('Alt+ArrowUp')
  await expect(heads(office).nth(1)).toContainText('签约状态')
  await expect(chooser.getByRole('checkbox', { name: '签约状态' })).toBeFocused()
  await chooser.getByRole('button', { name: '前移 姓名' }).click()
  await chooser.getByRole('checkbox', { name: '院系' }).uncheck()
  await expect(heads(office).filter({ hasText: '院系' })).toHaveCount(0)
  await inspect(office.page)
  await office.page.keyboard.press('Escape')
  await office.filters.getByRole('button', { name: '复制链接' }).click()
  await expect(office.page.getByText('链接已复制')).toBeVisible()
  const link = await office.page.evaluate(() => navigator.clipboard.readText())

  // The choice is kept for the next time, also without the address.
  await office.openList('?state=all')
  await expect(heads(office).nth(1)).toContainText('签约状态')

  const colleague = await stage.reviewer(school, school.departments[0]!.login)
  await colleague.page.goto(link)
  await expect(heads(colleague).nth(1)).toContainText('签约状态')
  await expect(heads(colleague).nth(3)).toContainText('姓名')
  await expect(heads(colleague).filter({ hasText: '院系' })).toHaveCount(0)
  await colleague.openList('?state=all')
  await expect(heads(colleague).nth(1), 'a link changes nobody else’s own choice').toContainText('签约发起方')
})
