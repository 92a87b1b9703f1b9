import { expect, test } from '../fixtures.ts'
import { codeIn } from '../pages/codeDialog.ts'
import type { Cast, Graduate, School } from '../platform/people.ts'
import { inventedIdNo, rosterFile } from '../platform/roster.ts'
import type { Stage } from '../platform/stage.ts'

const PASSWORD = 'a-new-password-2027'

/** Whom a file of undergraduates can name. */
function undergraduate(cast: Cast, school: School): Graduate {
  const person = cast.graduate(school)
  return person.exam_no.length === 14 ? person : undergraduate(cast, school)
}

const lineOf = (person: Graduate) => ({ name: person.name, idNo: person.login, examNo: person.exam_no, department: person.department })

test('ROS-01: a roster is uploaded, reported row by row, and is the platform’s at once', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[0]!.name
  const fresh = { name: '周新语', idNo: inventedIdNo(201), examNo: '23330106992001', department }
  const keeper = await stage.keeper(school)
  await keeper.arrive()
  await keeper.uploadFile(rosterFile(school, [fresh]))
  await expect(keeper.result.getByRole('status')).toHaveText('导入完成，共 1 行')
  await expect(keeper.figure('新增')).toHaveText('1')

  await keeper.uploadFile(rosterFile(school, [fresh]))
  await expect(keeper.figure('无变化')).toHaveText('1')
  await expect(keeper.figure('新增')).toHaveText('0')
  await keeper.closeReport()

  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto(`/staff/roster?q=${fresh.examNo}`)
  await expect(office.page.getByRole('table', { name: '学生名单' })).toContainText(fresh.name)
})

test('ROS-01: a file with a fault is refused whole, with every reason', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[0]!.name
  const good = { name: '吴好', idNo: inventedIdNo(202), examNo: '23330106992002', department }
  const bad = { name: '吴坏', idNo: '33010620041231000X', examNo: '12', department }
  const keeper = await stage.keeper(school)
  await keeper.open()
  await keeper.uploadFile(rosterFile(school, [good, bad]))
  await expect(keeper.result.getByRole('status')).toHaveText('文件有误，没有导入任何一行')
  const reasons = keeper.result.getByRole('table', { name: '没有导入的原因' })
  await expect(reasons.getByRole('row').filter({ hasText: '考生号' })).toContainText('14 位数字')
  await expect(reasons.getByRole('row').filter({ hasText: '身份证号' })).toContainText('3')
  await keeper.closeReport()
  await keeper.open(`?q=${good.examNo}`)
  await expect(keeper.main).toContainText('没有符合条件的毕业生')
})

test('INV-01 INV-02: who is deleted is invalid everywhere at once, and uploaded again is as before', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = undergraduate(cast, school)
  const account = cast.employer()
  const id = await stage.story.agreement(account, school, person, [{ login: school.school_login, name: '' }])
  const [keeper, office, employer] = await Promise.all([
    stage.keeper(school),
    stage.reviewer(school, school.school_login),
    stage.employer(account),
  ])
  await office.page.goto('/staff/invalidated')
  await office.isLive()
  await employer.open(id)
  await expect(employer.main).toContainText('签约成功')
  await Promise.all([office.markDocument(), employer.markDocument()])

  await keeper.open(`?q=${person.exam_no}`)
  await keeper.delete(person.name)
  const row = office.invalidated.getByRole('row').filter({ hasText: person.exam_no })
  await expect(row).toContainText('签约成功')
  await expect(employer.main).toContainText('已失效')

  await keeper.uploadFile(rosterFile(school, [lineOf(person)]))
  await expect(keeper.figure('恢复')).toHaveText('1')
  await expect(row).toHaveCount(0)
  await expect(employer.main).toContainText('签约成功')
  await Promise.all([office.neverReloaded(), employer.neverReloaded()])
})

test('ACC-02 ACC-03: a department without an account is pointed out, gets one, and its user signs in with the code', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = '未来技术学院'
  const keeper = await stage.keeper(school)
  await keeper.open()
  await keeper.uploadFile(rosterFile(school, [{ name: '郑未来', idNo: inventedIdNo(203), examNo: '23330106992003', department }]))
  await expect(keeper.result.getByRole('note')).toContainText(department)
  await keeper.result.getByRole('link', { name: '前往账号管理' }).click()

  await keeper.missing.getByRole('button', { name: `为${department}新建账号` }).click()
  const form = keeper.page.getByRole('dialog', { name: '新建院系账号' })
  await form.getByLabel('使用人姓名', { exact: true }).fill('冯老师')
  await form.getByRole('button', { name: '新建账号' }).click()
  const { login, code } = await codeIn(keeper.code)
  await keeper.code.getByRole('button', { name: '已记下，关闭' }).click()
  await expect(keeper.missing).toContainText('账号待启用')
  const row = keeper.accounts.getByRole('row').filter({ hasText: login })
  await expect(row).toContainText(department)
  await expect(row).toContainText('待启用')

  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.activate(login, code, PASSWORD)
  await expect(visitor.page).toHaveURL(/\/staff$/)
  const menu = visitor.page.getByRole('navigation', { name: '主菜单' })
  await expect(menu.getByRole('link', { name: '学生名单管理' })).toBeVisible()
  await expect(menu.getByRole('link', { name: '账号管理' })).toHaveCount(0)
  await visitor.page.goto('/staff/roster')
  await expect(visitor.page.getByRole('table', { name: '学生名单' })).toContainText('郑未来')
  await keeper.page.reload()
  await expect(row).toContainText('正常')
  await expect(keeper.missing).toHaveCount(0)
})

test('ACC-03: an account whose department nobody has is told apart', async ({ stage, cast }) => {
  const keeper = await stage.keeper(cast.schoolOnly)
  await keeper.openAccounts()
  await keeper.main.getByRole('button', { name: '新建账号', exact: true }).click()
  const form = keeper.page.getByRole('dialog', { name: '新建院系账号' })
  await form.getByLabel('使用人姓名', { exact: true }).fill('陈老师')
  await form.getByLabel('院系', { exact: true }).fill('名单里没有的学院')
  await form.getByLabel('院系', { exact: true }).press('Enter')
  await expect(form.getByRole('note')).toContainText('看不到任何毕业生')
  await form.getByRole('button', { name: '新建账号' }).click()
  await keeper.code.getByRole('button', { name: '已记下，关闭' }).click()
  await expect(keeper.accounts.getByRole('row').filter({ hasText: '陈老师' })).toContainText('名单中没有该院系')
})

/** A signing in review whose graduate was corrected in the EMS meanwhile. */
async function corrected(stage: Stage, cast: Cast, correct: (keeper: Awaited<ReturnType<Stage['keeper']>>, person: Graduate) => Promise<void>) {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const keeper = await stage.keeper(school)
  await keeper.open(`?q=${person.exam_no}`)
  await correct(keeper, person)
  const reviewer = await stage.reviewer(school, school.school_login)
  await expect(async () => {
    await reviewer.open(id)
    await expect(reviewer.comparison.getByRole('list', { name: '不一致的信息' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return reviewer
}

test('SIG-04: what the EMS corrected is shown, and can be taken over before the approval', async ({ stage, cast }) => {
  const reviewer = await corrected(stage, cast, async (keeper, person) => {
    const form = await keeper.edit(person.name)
    await form.choose('政治面貌', '台湾民主自治同盟盟员')
    await keeper.save(form)
  })
  await expect(reviewer.comparison).toContainText('台湾民主自治同盟盟员')
  await reviewer.comparison.getByRole('button', { name: '获取最新学生信息' }).click()
  await expect(reviewer.comparison).toContainText('信息一致')
  await expect(reviewer.lastStep).toContainText('获取最新学生信息')
  await reviewer.approve()
  await expect(reviewer.done('鉴证通过')).toBeVisible()
})

test('SIG-04: what cannot be refreshed leaves only the rejection, and says so', async ({ stage, cast }) => {
  const reviewer = await corrected(stage, cast, async (keeper, person) => {
    const form = await keeper.edit(person.name)
    await form.type('姓名', '欧阳更名')
    await keeper.save(form)
  })
  await expect(reviewer.comparison.getByRole('note')).toContainText('姓名不一致且不能更新')
  await expect(reviewer.desk).toContainText('不能鉴证通过')
  await expect(reviewer.desk.getByRole('button', { name: '鉴证通过' })).toHaveCount(0)
  await expect(reviewer.comparison.getByRole('button', { name: '获取最新学生信息' })).toHaveCount(0)
  await expect(reviewer.desk.getByRole('button', { name: '鉴证不通过' })).toBeEnabled()
})

test('ROS-01: a department reads its part of the roster, and changes nothing', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[0]!
  const reader = await stage.reviewer(school, department.login)
  await reader.page.goto('/ems')
  await expect(reader.page.getByRole('table', { name: '学生名单' })).toContainText(department.name)
  await expect(reader.main.getByRole('button', { name: /上传名单|删除/ })).toHaveCount(0)
  await reader.page.goto('/ems/accounts')
  await expect(reader.page).toHaveURL(/\/staff$/)
})
