import { expect, test } from '../fixtures.ts'
import { writeArchive } from '../pages/archive.ts'
import type { Ems } from '../pages/ems.ts'
import type { Graduate } from '../platform/people.ts'

const PASSWORD = 'a-new-password-2027'

/** Opens it until the destination has arrived over the link. */
async function reported(keeper: Ems, person: Graduate, employer: string): Promise<void> {
  await expect(async () => {
    await keeper.open(`?q=${person.exam_no}`)
    await expect(keeper.roster).toContainText(employer, { timeout: 2_000 })
  }).toPass()
}

test('ROS-01: a row is corrected with everything in sight but the ID number', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const keeper = await stage.keeper(school)
  await keeper.open(`?q=${person.exam_no}`)
  const form = await keeper.edit(person.name)
  await expect(form.field('姓名')).toHaveValue(person.name)
  await expect(form.field('证件号码')).toHaveValue('')
  await expect(form.field('学号')).not.toHaveValue('')
  await expect(form.form).toContainText(/1\d{2}\*{4}\d{4}/)
  await expect(form.form.getByRole('button', { name: '保存修改' })).toBeDisabled()
  await form.type('学号', 'S-2027-001')
  await keeper.save(form)
  await expect((await keeper.edit(person.name)).field('学号')).toHaveValue('S-2027-001')
})

test('SYN-02: papers come with the destination and are edited in the EMS', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const employer = cast.employer()
  await stage.story.agreement(employer, school, person, [{ login: school.school_login, name: '' }])
  const keeper = await stage.keeper(school)
  await reported(keeper, person, employer.name)

  const form = await keeper.papers(person.name)
  await expect(form.field('报到单位名称')).toHaveValue(employer.name)
  await form.type('报到单位名称', '示范云科技有限公司分公司')
  await form.pick('填写档案转寄信息', '是')
  await form.form.getByRole('button', { name: '保存修改' }).click()
  await expect(form.form).toContainText('请选择档案转寄类型')
  await writeArchive(form)
  await keeper.save(form)

  const again = await keeper.papers(person.name)
  await expect(again.field('报到单位名称')).toHaveValue('示范云科技有限公司分公司')
  await expect(again.field('档案转寄单位邮编')).toHaveValue('310000')
})

test('ACC-01: graduates get their codes as a file, who has a password keeps it, and who forgot it sets a new one', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const keeper = await stage.keeper(school)
  await keeper.open(`?q=${person.exam_no}`)
  await keeper.roster.getByRole('checkbox', { name: `选择 ${person.name}` }).check()
  const kept = await keeper.activationCodes()
  expect(kept.map((row) => row.slice(-4))).toEqual([[person.exam_no, person.name, '本人身份证号', '已有账号，请用原密码登录']])
  const rows = await keeper.activationCodes(undefined, true)

  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('graduate')
  await visitor.activate(person.login, rows[0]!.at(-1)!, PASSWORD)
  await expect(visitor.page).toHaveURL(/\/graduate$/)
})

test('ROS-02: a graduate’s own phone and e-mail reach the EMS', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const graduate = await stage.graduate(person)
  await graduate.page.goto('/account')
  const panel = graduate.page.getByRole('region', { name: '联系方式' })
  await panel.getByRole('button', { name: '修改联系方式' }).click()
  await panel.getByLabel('手机号码').fill('12')
  await panel.getByRole('button', { name: '保存' }).click()
  await expect(panel).toContainText('请输入 11 位手机号码')
  await panel.getByLabel('手机号码').fill('13900001234')
  await panel.getByLabel('电子邮箱（选填）').fill('ming@example.cn')
  await panel.getByRole('button', { name: '保存' }).click()
  await expect(panel.getByRole('status')).toContainText('正在同步到就业管理系统')
  await expect(panel).toContainText('139****1234')

  const keeper = await stage.keeper(school)
  await expect(async () => {
    await keeper.open(`?q=${person.exam_no}`)
    const form = await keeper.edit(person.name)
    await expect(form.form).toContainText('ming@example.cn', { timeout: 2_000 })
    await expect(form.form).toContainText('139****1234')
  }).toPass()
})

test('INV-01: the head of the list chooses all that the filters find, says so, and all of them are deleted', async ({ mortal }) => {
  const { cast } = mortal
  const school = cast.twoLevels
  const [first] = school.departments
  const many = school.graduates.filter((one) => one.department === first!.name).length
  const keeper = await mortal.keeper(school)
  await keeper.open(`?department=${encodeURIComponent(first!.name)}`)
  await keeper.roster.getByRole('checkbox', { name: `选择当前筛选的全部 ${many} 人` }).check()
  const said = keeper.main.getByRole('status').filter({ hasText: '已选中' })
  await expect(said).toContainText(`已选中当前筛选的全部 ${many} 人`)
  const batch = keeper.main.getByRole('group', { name: '批量操作' })
  await expect(batch.getByRole('button', { name: `删除 ${many} 人` })).toBeInViewport({ ratio: 1 })
  await keeper.page.keyboard.press('Escape')
  await expect(batch.getByRole('button')).toHaveCount(0)
  await keeper.roster.getByRole('checkbox', { name: `选择当前筛选的全部 ${many} 人` }).check()
  await keeper.main.getByRole('button', { name: /^只选屏幕上显示的/ }).click()
  await expect(said).toContainText(/^已选中 \d+ 人/)
  await keeper.main.getByRole('button', { name: /^选择当前筛选的全部/ }).click()
  await keeper.roster.getByRole('checkbox', { name: /^选择 / }).first().uncheck()
  await expect(said).toContainText('除去 1 人')

  await keeper.main.getByRole('button', { name: `删除 ${many - 1} 人` }).click()
  await keeper.page.getByRole('dialog', { name: `删除 ${many - 1} 名毕业生` }).getByRole('button', { name: '确认删除' }).click()
  await expect(keeper.turner).toContainText('共 1 条')
})

test('INV-01: more than a screen or a portion is deleted by who types the number, with what is done said', async ({ mortal }) => {
  const school = mortal.cast.twoLevels
  const many = school.graduates.length
  const keeper = await mortal.keeper(school)
  await keeper.open()
  await keeper.roster.getByRole('checkbox', { name: `选择当前筛选的全部 ${many} 人` }).check()
  await keeper.main.getByRole('button', { name: `删除 ${many} 人` }).click()
  const dialog = keeper.page.getByRole('dialog', { name: `删除 ${many} 名毕业生` })
  const sure = dialog.getByRole('button', { name: '确认删除' })
  await expect(sure).toBeDisabled()
  await dialog.getByRole('textbox', { name: `输入 ${many} 以确认` }).fill(String(many))
  await sure.click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(keeper.main).toContainText('名单还是空的')
})
