import { expect, test } from '../fixtures.ts'
import { departmentOf } from '../platform/people.ts'
import { offer } from '../platform/terms.ts'

const SIGNED = '签约成功'

test('SIG-01, HOM-02, HOM-04: an invitation becomes an agreement before the eyes of all four, without a reload', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const account = cast.employer()
  const [employer, graduate, department, office] = await Promise.all([
    stage.employer(account),
    stage.graduate(person),
    stage.reviewer(school, departmentOf(school, person).login),
    stage.reviewer(school, school.school_login),
  ])
  const everybody = [employer, graduate, department, office]
  await Promise.all([employer.home(), graduate.home(), department.home(), office.home()])
  await Promise.all(everybody.map((one) => one.markDocument()))
  const [departmentBefore, officeBefore] = [await department.waiting(), await office.waiting()]

  await test.step('the employer invites with full terms', async () => {
    await employer.invite(school, person, offer({ jobTitle: '数据分析师', salary: 13_500, probationSalary: 11_000 }))
    await expect(employer.main).toContainText('单位发起签约邀请，等待学生应约')
    await expect(employer.main).toContainText('提供人才公寓一年')
    await expect(employer.main).toContainText('示例市人才服务中心')
  })

  await test.step('HOM-04, NOT-01: the phone shows it by itself; the graduate reads and accepts', async () => {
    await expect(graduate.nextThing).toContainText(account.name)
    await expect(graduate.nextThing).toContainText('13,500 元/月')
    await expect(graduate.bell).toHaveAccessibleName('消息，1 条未读')
    await graduate.openInvitation()
    await expect(graduate.main).toContainText('示例路 1 号')
    await graduate.accept()
    await expect(graduate.main).toContainText('学生已同意签约，等待学院审核')
  })

  await test.step('HOM-02, SIG-02: the department sees its count rise, and finds exactly the counted rows behind it', async () => {
    await department.expectWaiting(departmentBefore + 1)
    await office.expectWaiting(officeBefore)
    await expect(employer.main).toContainText('学生已同意签约，等待学院审核')
    await department.tile.click()
    await expect(department.rows).toHaveCount(departmentBefore + 1)
    await expect(department.rows).toHaveText(Array(departmentBefore + 1).fill(/学生已同意签约，等待学院审核/))
    await department.row(person.name).getByRole('link', { name: person.name, exact: true }).click()
    await department.approve()
    await expect(department.done(`审核通过：${person.name}`)).toBeVisible()
  })

  await test.step('HOM-02: the school sees its count rise and, once it approved, fall', async () => {
    await office.expectWaiting(officeBefore + 1)
    await office.tile.click()
    await expect(office.rows).toHaveCount(officeBefore + 1)
    await office.row(person.name).getByRole('link', { name: person.name, exact: true }).click()
    await office.approve()
    await office.page.getByRole('link', { name: '首页' }).click()
    await office.expectWaiting(officeBefore)
  })

  await test.step('SIG-05: all four see the agreement effective', async () => {
    await expect(employer.main).toContainText(SIGNED)
    await expect(graduate.main).toContainText(SIGNED)
    for (const reviewer of [department, office]) {
      await reviewer.page.getByRole('link', { name: '在线签约管理' }).click()
      await reviewer.chooseFilter('签约状态', `${SIGNED}（在线签约）`)
      await expect(reviewer.row(person.name)).toContainText(SIGNED)
    }
  })

  await test.step('NOT-01, NOT-02: the parties were told of every step', async () => {
    await employer.openInbox()
    await expect(employer.notice('毕业生已应约')).toContainText(person.name)
    await expect(employer.notice(SIGNED)).toContainText(person.name)
    await graduate.openInbox()
    await expect(graduate.notice(SIGNED)).toContainText(account.name)
    await graduate.closeInbox()
  })

  await test.step('SIG-07: the school corrects the job category and nothing else; the graduate sees it and is told', async () => {
    await office.row(person.name).getByRole('link', { name: person.name, exact: true }).click()
    await office.changeJobCategory('经济业务人员')
    await expect(office.lastStep).toContainText('经济业务人员')
    await expect(graduate.main).toContainText('经济业务人员')
    await expect(graduate.bell).toHaveAccessibleName('消息，1 条未读')
    await expect(department.main.getByRole('button', { name: '修改职位类别' })).toHaveCount(0)
  })

  await Promise.all(everybody.map((one) => one.neverReloaded()))
})
