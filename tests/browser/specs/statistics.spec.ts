import type { Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { departmentOf } from '../platform/people.ts'
import { readWorkbook } from '../platform/readWorkbook.ts'
import { DESK, PHONE } from '../platform/stage.ts'

const figureOf = (main: Locator, label: string) => main.getByRole('region', { name: '主要指标' }).getByRole('group', { name: label, exact: true })
const numberIn = async (figure: Locator) => Number((await figure.locator('.count').innerText()).replace(/\D/g, ''))

test('STA-01: an approval moves the figures of the open page, and the file says the same', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff')
  await office.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '数据统计' }).click()
  const placed = figureOf(office.main, '落实去向')
  await expect(placed).toContainText('毕业去向落实率')
  const before = await numberIn(placed)
  await office.isLive()
  await office.markDocument()

  await stage.story.approve(school.school_login, id)
  await expect.poll(() => numberIn(placed)).toBe(before + 1)
  expect(await numberIn(figureOf(office.main, '协议和合同就业'))).toBeGreaterThan(before)
  await office.neverReloaded()

  const [download] = await Promise.all([office.page.waitForEvent('download'), office.main.getByRole('button', { name: '下载 Excel' }).click()])
  expect(download.suggestedFilename()).toBe(`数据统计 ${school.name}.xlsx`)
  const lines = readWorkbook(await readFile(await download.path()))
  expect(lines.flat()).toContain('（就业 + 升学）÷ 毕业生总数；没有登记去向的计为未落实')
})

test('STA-01: from a school to one of its departments and its majors, and by another characteristic', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const { name } = departmentOf(school, cast.graduate(school))
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/statistics')
  const total = await numberIn(figureOf(office.main, '毕业生总数'))
  await expect(office.main.getByRole('status').filter({ hasText: '统计时间' })).toContainText(`${total} 行`)
  await expect(office.main.getByRole('img', { name: '按院系统计的图' })).toBeVisible()
  await office.main.getByRole('table', { name: '按院系统计' }).getByRole('link', { name, exact: true }).click()
  await expect(office.main.getByRole('table', { name: '按专业统计' })).toBeVisible()
  await expect.poll(() => numberIn(figureOf(office.main, '毕业生总数'))).toBeLessThan(total)
  await office.main.getByRole('combobox', { name: '统计方式' }).press('Enter')
  await office.page.getByRole('option', { name: '性别', exact: true }).click()
  await expect(office.main.getByRole('table', { name: '按性别统计' })).toContainText('合计')
  await expect(office.page).toHaveURL(/by=gender/)

  const definition = office.main.getByText('学生名单中本届的有效记录')
  await expect(definition).toBeHidden()
  await office.main.getByRole('button', { name: '定义：毕业生总数' }).click()
  await expect(definition).toBeVisible()
})

for (const [width, screen] of Object.entries({ '1440': DESK, '390': PHONE })) {
  test(`STA-01: statistics at ${width} px are accessible and fit`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const office = await stage.reviewer(school, school.departments[0]!.login, screen)
    await office.page.goto('/staff/statistics')
    await expect(office.listOf('按专业统计')).toBeVisible()
    await expect(office.main.getByRole('img', { name: '按专业统计的图' })).toBeVisible()
    await inspect(office.page)
    const ministry = await stage.province(screen)
    await ministry.page.goto('/province/statistics')
    await expect(ministry.listOf('按学校统计')).toBeVisible()
    await inspect(ministry.page)
  })
}
