import { expect, test } from '../fixtures.ts'
import type { Account, School } from '../platform/people.ts'
import { inspect } from '../platform/inspect.ts'
import { PHONE } from '../platform/stage.ts'

/** A department with one user. */
function lonely({ departments }: School): Account {
  const found = departments.find((each) => departments.filter((other) => other.name === each.name).length === 1)
  if (!found) throw new Error('every department has several users')
  return found
}

test('SET-07, HOM-02: stuck department: said before the click, red on every open page, decided by the school in its place', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.twoLevels
  const department = lonely(school)
  const person = cast.graduate(school, department)
  await story.signing(cast.employer(), school, person)
  const office = await mortal.reviewer(school, school.school_login)
  await office.home()
  await expect(office.unattended).toHaveCount(0)
  await expect(office.main).toContainText('都处理完了')
  await office.markDocument()

  const keeper = await mortal.keeper(school)
  await keeper.openAccounts()
  const dialog = await keeper.lock(department.login)
  await expect(dialog.getByRole('alert')).toContainText(`「${department.name}」唯一可审核的账号：等待其审核的 1 项签约将无人处理`)
  await inspect(keeper.page)
  await dialog.getByRole('button', { name: '仍要锁定' }).click()
  await expect(keeper.missing).toContainText('1 个院系没有可审核的账号，1 项签约正等待其审核')

  await expect(office.unattended).toContainText('1 个院系没有可审核的账号，1 项无人审核')
  await expect(office.main).not.toContainText('都处理完了')
  await office.neverReloaded()
  await inspect(office.page)
  await office.unattended.getByRole('link', { name: `代为审核 ${department.name}` }).click()
  await expect(office.rows).toHaveCount(1)
  await office.row(person.name).getByRole('link', { name: `审核 ${person.name}` }).click()
  await expect(office.main.getByRole('note')).toContainText(`${department.name}没有可审核的账号，本条由学校代学院审核`)
  await inspect(office.page)
  await office.armApproval()
  await expect(office.desk).toContainText('将代学院审核通过，之后仍须学校审核')
  await office.confirmApproval()
  await expect(office.lastStep).toContainText('学校代学院审核通过')
  await expect(office.lastStep).toContainText('该学院当时没有可审核的账号')
  await office.approve()
  await expect(office.main).toContainText('签约成功')

  await keeper.accounts.getByRole('button', { name: `解锁 ${department.login}` }).click()
  await keeper.page.getByRole('dialog').getByRole('button', { name: '确认解锁' }).click()
  await expect(keeper.missing).toHaveCount(0)
  await office.home()
  await expect(office.unattended).toHaveCount(0)
})

test('SET-07, ACC-04: an account made read-only says so, and is offered nothing to decide', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.twoLevels
  const department = lonely(school)
  const person = cast.graduate(school, department)
  const id = await story.signing(cast.employer(), school, person)
  const reader = await mortal.reviewer(school, department.login)
  const keeper = await mortal.keeper(school)
  await keeper.openAccounts()
  await keeper.accounts.getByRole('button', { name: `修改 ${department.login}`, exact: true }).click()
  const form = keeper.page.getByRole('dialog', { name: `修改账号 ${department.login}` })
  await form.getByRole('combobox', { name: '基本信息和就业信息' }).press('Enter')
  await keeper.page.getByRole('option', { name: '只读', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('唯一可审核的账号')
  await form.getByRole('button', { name: '仍要保存' }).click()
  await expect(form).toBeHidden()

  await reader.home()
  await expect(reader.figure).toHaveText('1条审核中')
  await expect(reader.page.getByRole('navigation', { name: '主菜单' }).getByLabel(/条待处理/)).toHaveCount(0)
  await expect(reader.main.getByRole('listitem').filter({ hasText: person.name })).toContainText('查看')
  await reader.openList('?state=waiting_department')
  await expect(reader.row(person.name).getByRole('link', { name: `查看 ${person.name}` })).toBeVisible()
  await reader.open(id)
  await expect(reader.main.getByRole('note')).toContainText('您的账号为只读，可以查看，不能审核')
  await expect(reader.desk).toHaveCount(0)
  await inspect(reader.page)
})

test('HOM-02: a school sees which department is slow, and gets to exactly what waits there', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.twoLevels
  const department = lonely(school)
  const person = cast.graduate(school, department)
  await story.signing(cast.employer(), school, person)
  await story.signing(cast.employer(), school, cast.graduate(school, cast.colleagues(school)[0]))
  const office = await mortal.reviewer(school, school.school_login)
  await office.home()
  await inspect(office.page)
  const queues = office.main.getByRole('region', { name: '各院系等待审核' })
  await expect(queues.getByRole('listitem')).toHaveCount(2)
  await queues.getByRole('link', { name: department.name }).click()
  await expect(office.rows).toHaveCount(1)
  await expect(office.rows).toContainText(person.name)
  await office.home()
  await office.main.getByRole('link', { name: '学院 2' }).click()
  await expect(office.rows).toHaveCount(2)

  const phone = await mortal.reviewer(school, school.school_login, PHONE)
  await phone.home()
  await inspect(phone.page)
})

test('ROS-01, INV-01: details of a row of the roster, and who is invalid is searched and counted', async ({ mortal }) => {
  const { cast, story } = mortal
  const school = cast.schoolOnly
  const [person, gone] = [cast.graduate(school), cast.graduate(school)]
  await story.signing(cast.employer(), school, person)
  const office = await mortal.reviewer(school, school.school_login)
  await office.page.goto(`/staff/roster?q=${person.exam_no}`)
  await office.main.getByRole('button', { name: `${person.name} 的详细信息` }).click()
  const details = office.page.getByRole('dialog', { name: `${person.name} 的基本信息` })
  await expect(details).toContainText(person.department)
  await expect(details.getByRole('region', { name: '签约' })).toContainText('等待学校审核')
  await inspect(office.page)

  const keeper = await mortal.keeper(school)
  for (const { exam_no, name } of [person, gone]) {
    await keeper.open(`?q=${exam_no}`)
    await keeper.delete(name)
  }
  await office.page.goto('/staff/invalidated')
  await expect(office.main.getByRole('status').filter({ hasText: '共' })).toHaveText('共 2 人')
  await office.main.getByRole('textbox', { name: '姓名、考生号或身份证号' }).fill(gone.exam_no)
  await office.main.getByRole('button', { name: '查询' }).click()
  await expect(office.main.getByRole('status').filter({ hasText: '共' })).toHaveText('共 1 人')
  await expect(office.invalidated.locator('tbody').getByRole('row')).toContainText([gone.name])
  await inspect(office.page)
})
