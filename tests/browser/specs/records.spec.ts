import { expect, test } from '../fixtures.ts'
import type { Cast, Graduate, School } from '../platform/people.ts'
import { inspect } from '../platform/inspect.ts'
import { rosterFile } from '../platform/roster.ts'

const EXAM_NO = '23330106995001'

/** Whom a file of undergraduates can name. */
function undergraduate(cast: Cast, school: School): Graduate {
  const person = cast.graduate(school)
  return person.exam_no.length === 14 ? person : undergraduate(cast, school)
}

test('ACC-01 ROS-03: who graduates at a second school too keeps the password, and looks at either record', async ({ stage, cast }) => {
  const [first, second] = [cast.schoolOnly, cast.twoLevels]
  const person = undergraduate(cast, first)
  const keeper = await stage.keeper(second)
  await keeper.open()
  const department = second.departments[0]!.name
  await keeper.uploadFile(rosterFile(second, [{ name: person.name, idNo: person.login, examNo: EXAM_NO, department }]))
  await expect(keeper.figure('新增')).toHaveText('1')
  await keeper.closeReport()
  await keeper.open(`?q=${EXAM_NO}`)
  await keeper.roster.getByRole('checkbox', { name: `选择 ${person.name}` }).check()
  const rows = await keeper.activationCodes()
  const [code, how] = rows[0]!.at(-1)!.split('（')
  expect(how).toContain('请用原密码登录')

  const graduate = await stage.graduate(person)
  await graduate.home()
  const { page } = graduate
  const records = page.getByRole('list', { name: '我的毕业记录' })
  await expect(records.getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name: '添加毕业记录' }).click()
  await page.getByLabel('学校发放的激活码').fill(code!)
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await expect(records.getByRole('listitem')).toHaveCount(2)
  await inspect(page)
  const shown = records.getByRole('listitem').filter({ hasText: '正在查看' })
  const here = (await shown.locator('strong').textContent())!
  const there = here.startsWith(first.name) ? second : first
  const otherTab = await page.context().newPage()
  await otherTab.goto('/account')
  await expect(otherTab.getByRole('heading', { name: '账号与安全' })).toBeVisible()
  await records.getByRole('button', { name: `查看 ${there.name}` }).click()
  await expect(shown.locator('strong')).toContainText(there.name)
  // The page in the other tab is of the record before, and would be written into this one.
  await expect(otherTab).toHaveURL(/\/graduate$/)
})
