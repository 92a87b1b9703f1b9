import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { DESK } from '../platform/stage.ts'

test('HOM-04 SIG-08: a graduate who waits elsewhere is not asked to decide, and the home says what is next', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const [first, second] = [cast.employer(), cast.employer()]
  await stage.story.signing(first, school, person)
  const open = await stage.story.invitation(second, school, person)
  const phone = await stage.graduate(person)
  await phone.home()
  await expect(phone.nextThing).toContainText('学院正在审核，之后由学校审核')
  await inspect(phone.page)

  await phone.open(open)
  await expect(phone.main.getByRole('note').filter({ hasText: '只能查看' })).toContainText(`您与${first.name}的签约正在审核`)
  await expect(phone.decision).toHaveCount(0)
  await expect(phone.main).not.toContainText('等您决定')
  await inspect(phone.page)
})

test('FLG-02 HOM-04: the home of a graduate marks an employer that is flagged', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [person, other] = [cast.graduate(school), cast.graduate(school)]
  const account = cast.employer()
  const seen = await stage.story.signing(account, school, other)
  await stage.story.invitation(account, school, person)
  const [office, phone] = await Promise.all([stage.reviewer(school, school.school_login), stage.graduate(person)])
  await Promise.all([office.open(seen), phone.home()])
  await expect(phone.nextThing).toContainText(account.name)
  await expect(phone.nextThing.getByTitle('预警单位')).toHaveCount(0)
  await office.main.getByRole('region', { name: '单位核查' }).getByRole('button', { name: '标记为预警单位' }).click()
  const dialog = office.page.getByRole('dialog', { name: `标记预警单位：${account.name}` })
  await dialog.getByText('虚假宣传').click()
  await dialog.getByRole('button', { name: '标记为预警单位' }).click()
  await expect(phone.nextThing.getByTitle('预警单位')).toBeVisible()
})

test('SIG-06 SIG-08: what came to nothing is begun again with the same graduate and terms', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const account = cast.employer()
  const id = await stage.story.invitation(account, school, person)
  const [employer, signer] = await Promise.all([stage.employer(account), stage.story.as('graduate', person.login)])
  await employer.open(id)
  await expect(employer.main).toContainText('应约之前可以撤回')
  await expect(employer.main.getByRole('button', { name: '重新发起' })).toHaveCount(0)
  await signer.command(`/cases/${id}/refusal`, { reason: '薪酬偏低' }, 1)
  await employer.main.getByRole('button', { name: '重新发起' }).click()
  const form = employer.invitationForm
  await expect(form.field('毕业生姓名')).toHaveValue(person.name)
  await expect(form.field('考生号或身份证号')).toHaveValue(person.exam_no)
  await expect(form.field('职位名称')).not.toHaveValue('')
  await expect(form.field('月薪（税前）')).not.toHaveValue('')
  await inspect(employer.page)
  await form.field('工作地点').click()
  await form.field('工作地点').pressSequentially('玄武区')
  await employer.page.locator('.el-cascader__suggestion-item:visible').filter({ hasText: '玄武区' }).first().click()
  await expect(form.field('工作地点')).toHaveValue(/玄武区$/)
  await employer.send.click()
  await employer.page.waitForURL(/\/employer\/cases\/./)
  await expect(employer.main).toContainText('应约之前可以撤回')
})

test('SIG-01: a number out of range stays as it was typed, and the range is said', async ({ stage, cast }) => {
  const employer = await stage.employer(cast.employer())
  await employer.page.goto('/employer')
  await employer.openForm()
  const form = employer.invitationForm
  for (const [label, typed, range] of [
    ['月薪（税前）', '1000000', '月薪（税前）为 1 至 999999 元的整数'],
    ['违约金（选填）', '12.5', '违约金为 0 至 9999999 元的整数'],
    ['毕业生应在几天内答复', '31', '应约有效期为 1 至 30 天的整数'],
  ] as const) {
    await form.type(label, typed)
    await form.field(label).press('Tab')
    await expect(form.form).toContainText(range)
    await expect(form.field(label)).toHaveValue(typed)
  }
})

test('SET-02: a rescission limit of 100 is refused with the range and stays as it was typed', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/settings')
  const limit = office.main.getByRole('textbox', { name: '解约次数' })
  const save = office.main.getByRole('button', { name: '保存' }).first()
  const before = await limit.inputValue()
  for (const typed of ['100', '-1', '2.5']) {
    await limit.fill(typed)
    await limit.press('Tab')
    await expect(limit).toHaveValue(typed)
    await expect(office.main).toContainText('解约次数为 0 至 99 次的整数')
    await expect(save).toBeDisabled()
  }
  await office.page.reload()
  await expect(limit).toHaveValue(before)
})

test('HOM-04: an employer sees how far it is towards its own goal, live', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const account = cast.employer()
  const employer = await stage.employer(account, DESK)
  await employer.home()
  const progress = employer.main.getByRole('region', { name: '招聘进度' })
  await expect(progress).toContainText('已签约 0 人')
  await progress.getByRole('button', { name: '设置招聘目标' }).click()
  const goal = employer.page.getByRole('dialog', { name: '招聘目标' })
  const field = goal.getByRole('textbox', { name: '招聘目标' })
  await field.fill('100000')
  await expect(goal).toContainText('招聘目标为 1 至 99999 人的整数')
  await expect(field).toHaveValue('100000')
  await field.fill('2')
  await goal.getByRole('button', { name: '保存' }).click()
  await expect(progress).toContainText('目标 2 人，还差 2 人')
  await stage.story.agreement(account, school, cast.graduate(school), [{ login: school.school_login, name: '' }])
  await expect(progress).toContainText('目标 2 人，还差 1 人')
  await expect(employer.count('已生效')).toContainText('1')
  await inspect(employer.page)
})
