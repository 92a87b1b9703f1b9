import { expect, test } from '../fixtures.ts'
import { type Account, departmentOf, type Graduate, type School } from '../platform/people.ts'
import type { Stage } from '../platform/stage.ts'

/** A queue of signings of one department. */
async function queue(stage: Stage, school: School, department: Account, employer: Account, length: number): Promise<Graduate[]> {
  const people = Array.from({ length }, () => stage.cast.graduate(school, department))
  for (const person of people) await stage.story.signing(employer, school, person)
  return people
}

test('SIG-02: the list opens with the guide’s first state, says where the online signings are, and filters the initiator', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  await stage.story.signing(cast.employer(), school, person)
  const department = await stage.reviewer(school, departmentOf(school, person).login)
  await department.openList()
  await expect(department.filters.getByRole('combobox', { name: '签约状态' }).locator('..').locator('..')).toContainText('就业协议审核中，等待学院/学校审核')
  await expect(department.main).toContainText('没有符合条件的签约')

  await department.chooseFilter('签约状态', '学生已同意签约，等待学院/学校审核')
  await expect(department.row(person.name)).toBeVisible()
  await department.chooseFilter('签约发起方', '学生')
  await expect(department.main).toContainText('没有符合条件的签约')
  await department.chooseFilter('签约发起方', '单位')
  await expect(department.row(person.name)).toContainText('单位')
  await expect(department.page).toHaveURL(/state=accepted_in_review&initiator=employer/)
})

test('SIG-02: search finds by name, candidate number and employer', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [wanted, other] = [cast.graduate(school), cast.graduate(school)]
  const [account, otherAccount] = [cast.employer(), cast.employer()]
  await stage.story.signing(account, school, wanted)
  await stage.story.signing(otherAccount, school, other)
  const office = await stage.reviewer(school, school.school_login)
  await office.openList('?state=all')
  for (const words of [wanted.exam_no, account.name]) {
    await office.search(words)
    await expect(office.row(wanted.name)).toBeVisible()
    await expect(office.row(other.exam_no)).toHaveCount(0)
  }
  await office.search('没有这个人')
  await expect(office.main).toContainText('没有符合条件的签约')
})

test('SIG-02: a long list is walked page by page, and the last page is said to be the last', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[3]!
  await queue(stage, school, department, cast.employer(), 45)
  const reviewer = await stage.reviewer(school, department.login)
  await reviewer.home()
  const waiting = await reviewer.waiting()
  await reviewer.openList('?state=waiting_department')
  await reviewer.turner.getByRole('combobox', { name: '每页条数' }).press('Enter')
  await reviewer.page.getByRole('option', { name: '20 条/页' }).click()
  await expect(reviewer.turner).toContainText(`共 ${waiting} 条`)
  const at = (row: number) => reviewer.list.locator(`tr[aria-rowindex="${row + 1}"]`)
  await expect(at(1)).toBeInViewport()

  const [forward, back] = ['下一页', '上一页'].map((name) => reviewer.turner.getByRole('button', { name }))
  await forward!.click()
  await expect(reviewer.turner).toContainText('第 2 页')
  await expect(at(21)).toBeInViewport()
  const second = (await at(21).textContent())!
  await forward!.click()
  await expect(at(waiting)).toBeInViewport()
  await expect(forward!).toBeDisabled()
  await reviewer.turner.getByRole('textbox', { name: '跳到第几页' }).fill('1')
  await reviewer.page.keyboard.press('Enter')
  await expect(at(1)).toBeInViewport()
  await expect(back!).toBeDisabled()
  await forward!.click()
  await expect(at(21)).toHaveText(second)
})

test('EXT-06: a queue is worked with the keyboard alone', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[4]!
  const [first, second, third] = (await queue(stage, school, department, cast.employer(), 3)) as [Graduate, Graduate, Graduate]
  const reviewer = await stage.reviewer(school, department.login)
  const { keyboard } = reviewer.page
  const heading = reviewer.main.getByRole('heading', { level: 1 })
  await reviewer.openList('?state=waiting_department')
  await reviewer.row(first.name).getByRole('link', { name: first.name, exact: true }).press('Enter')
  await expect(heading).toContainText(first.name)
  await reviewer.isLive()

  await keyboard.press('j')
  await expect(heading).toContainText(second.name)
  await keyboard.press('j')
  await expect(heading).toContainText(third.name)
  await keyboard.press('k')
  await expect(heading).toContainText(second.name)
  await keyboard.press('k')
  await expect(heading).toContainText(first.name)
  // Other tests may have left somebody in this department's queue.
  const waiting = Number(/\/ (\d+)/.exec(await reviewer.place.innerText())![1])

  await keyboard.press('?')
  await expect(reviewer.page.getByRole('dialog', { name: '审核快捷键' })).toContainText('再按一次 A 确认')
  await keyboard.press('Escape')
  await expect(reviewer.page.getByRole('dialog')).toHaveCount(0)

  await keyboard.press('a')
  await expect(reviewer.desk).toContainText('通过后将提交学校，10 秒内可撤回。')
  await keyboard.press('Escape')
  await expect(reviewer.desk.getByRole('button', { name: '审核通过' })).toBeVisible()
  await keyboard.press('a')
  await expect(reviewer.desk.getByRole('button', { name: '确认审核通过' })).toBeVisible()
  await keyboard.press('a')
  await expect(heading).toContainText(second.name)
  await expect(reviewer.place).toContainText(`/ ${waiting - 1}`)

  await keyboard.press('n')
  await expect(reviewer.rejection).toBeVisible()
  await keyboard.press('Escape')
  await expect(reviewer.rejection).toBeHidden()
  await keyboard.press('4')
  await expect(reviewer.rejection.getByRole('radio', { name: /协议信息有误/ })).toBeChecked()
  await expect(reviewer.rejection.getByLabel('具体问题')).toBeFocused()
  await keyboard.type('月薪与面谈不一致 1')
  await keyboard.press('Control+Enter')
  await expect(heading).toContainText(third.name)
})

test('ROS-01: the roster is found by name and number, and shows no full ID number', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/roster')
  const roster = office.page.getByRole('table', { name: '学生名单' })
  await expect(office.turner).toContainText(/共 \d{3} 条/)
  await office.page.getByRole('button', { name: '下一页' }).click()
  await expect(office.turner).toContainText('第 2 页')
  const search = office.page.getByRole('search', { name: '筛选学生名单' })
  await search.getByRole('textbox').fill(person.exam_no)
  await search.getByRole('button', { name: '查询' }).click()
  await expect(roster.locator('tbody').getByRole('row')).toHaveCount(1)
  await expect(roster).toContainText(person.name)
  await expect(roster).toContainText(/\d{4}\*{10}\w{4}/)
})

test('ACC-03: a department’s roster is its own', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [mine, other] = [school.departments[0]!, school.departments[1]!]
  const reviewer = await stage.reviewer(school, mine.login)
  await reviewer.page.goto('/staff/roster')
  const roster = reviewer.page.getByRole('table', { name: '学生名单' })
  await expect(roster).toContainText(mine.name)
  await expect(roster).not.toContainText(other.name)
})

test('ACC-02, SET-02: the settings are the school’s; a department is sent home', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/settings')
  await expect(office.main).toContainText('先院系再校级审核')
  await expect(office.main).toContainText('三方协议')
  const department = await stage.reviewer(school, school.departments[0]!.login)
  await department.page.goto('/staff/settings')
  await expect(department.page).toHaveURL(/\/staff$/)
  await expect(department.page.getByRole('link', { name: '签约设置' })).toHaveCount(0)
})

test('SET-01, STA-01: a province sees its agreement type and its schools', async ({ stage, cast }) => {
  const province = await stage.province()
  await province.page.goto('/province')
  await expect(province.main).toContainText('三方协议')
  await expect(province.main.getByRole('row').filter({ hasText: cast.twoLevels.name })).toContainText('已开启')
})

test('ACC-09: the closed modules say why they cannot be entered', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.home()
  await office.page.getByRole('button', { name: '档案信息登记' }).focus()
  await expect(office.page.getByRole('tooltip')).toContainText('省级用户尚未开启「档案信息登记」模块')
})
