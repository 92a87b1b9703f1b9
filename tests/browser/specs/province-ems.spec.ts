import { expect, test } from '../fixtures.ts'
import { Minister } from '../pages/minister.ts'

const PASSWORD = 'a-new-password-2027'

test('ACC-02 ACC-07: a province founds a school and makes its first user, who signs in with the school’s code', async ({ stage }) => {
  const minister = new Minister((await stage.province()).page)
  await minister.arrive()
  await minister.found('91003', '东示范大学')
  await expect(minister.main).toContainText('登录名就是院校代码 91003')
  const first = await minister.addAccount('魏新任')
  expect(first.login).toBe('91003')
  const second = await minister.addAccount('秦研招', '研究生')
  await expect(minister.accounts.getByRole('row').filter({ hasText: second.login })).toContainText('学校用户（研究生）')
  await minister.page.getByRole('banner').getByRole('link', { name: '返回网签平台' }).click()
  await expect(minister.page).toHaveURL(/\/province$/)
  await expect(minister.page.getByRole('table', { name: '本省高校' })).toContainText('东示范大学')

  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.activate(first.login, first.code, PASSWORD)
  await expect(visitor.page).toHaveURL(/\/staff$/)
  await expect(visitor.page.getByRole('banner')).toContainText('东示范大学')
})

test('ACC-02: a school’s code is taken once, and its faults are named', async ({ stage, cast }) => {
  stage.watch.expect('POST /api/v1/ems/schools 409')
  const minister = new Minister((await stage.province()).page)
  await minister.open()
  await minister.main.getByRole('button', { name: '新建院校' }).click()
  const form = minister.page.getByRole('dialog', { name: '新建院校' })
  await form.getByLabel('院校代码', { exact: true }).fill('123')
  await form.getByRole('button', { name: '新建院校' }).click()
  await expect(form).toContainText('请输入 5 位院校代码')
  await expect(form).toContainText('请填写院校名称')
  await form.getByLabel('院校代码', { exact: true }).fill(cast.schoolOnly.school)
  await form.getByLabel('院校名称', { exact: true }).fill('又一所大学')
  await form.getByRole('button', { name: '新建院校' }).click()
  await expect(form).toContainText('该院校代码已存在')
})

test('ACC-05: a province locks a school’s user, and leaves department users to the school', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const minister = new Minister((await stage.province()).page)
  await minister.open()
  await minister.school(school.school).getByRole('link', { name: `管理账号 ${school.name}` }).click()
  const department = minister.accounts.getByRole('row').filter({ hasText: school.departments[0]!.login })
  await expect(department).toContainText('由学校管理')
  await expect(department.getByRole('button')).toHaveCount(0)

  const made = await minister.addAccount('孔暂用')
  const row = minister.accounts.getByRole('row').filter({ hasText: made.login })
  await row.getByRole('button', { name: `锁定 ${made.login}` }).click()
  await minister.page.getByRole('dialog').getByRole('button', { name: '确认锁定' }).click()
  await expect(row).toContainText('已锁定')
  await row.getByRole('button', { name: `解锁 ${made.login}` }).click()
  await minister.page.getByRole('dialog').getByRole('button', { name: '确认解锁' }).click()
  await expect(row).toContainText('待启用')
})

test('ACC-08: a school user has no schools to manage', async ({ stage, cast }) => {
  const keeper = await stage.keeper(cast.twoLevels)
  await keeper.page.goto('/ems/schools')
  await expect(keeper.page).toHaveURL(/\/staff$/)
})
