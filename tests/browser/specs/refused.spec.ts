import { expect, test } from '../fixtures.ts'
import { departmentOf } from '../platform/people.ts'
import { offer } from '../platform/terms.ts'

test('SIG-06: a school that reviews alone rejects with reason and details, and the employer invites again', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const account = cast.employer()
  const id = await stage.story.signing(account, school, person)
  const [employer, graduate, office] = await Promise.all([
    stage.employer(account),
    stage.graduate(person),
    stage.reviewer(school, school.school_login),
  ])
  await Promise.all([employer.open(id), graduate.open(id), office.open(id)])

  await office.reject('协议信息有误', '报到时间早于毕业时间，请修改后重新邀请。')

  await expect(employer.main).toContainText('审核不通过，签约失败')
  await expect(employer.lastStep).toContainText('协议信息有误：报到时间早于毕业时间，请修改后重新邀请。')
  await expect(graduate.main).toContainText('审核不通过，签约失败')
  await expect(employer.bell).toHaveAccessibleName(/条未读/)
  await employer.openInbox()
  await expect(employer.notice('签约鉴证不通过')).toContainText(person.name)
  await employer.closeInbox()

  await graduate.home()
  const again = await employer.invite(school, person, offer({ jobTitle: '运维技术员' }))
  expect(again).not.toBe(id)
  await expect(graduate.nextThing).toContainText('运维技术员')
})

test('SIG-06: a rejection without reason or details is not sent', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const id = await stage.story.signing(cast.employer(), school, cast.graduate(school))
  const office = await stage.reviewer(school, school.school_login)
  await office.open(id)
  await office.desk.getByRole('button', { name: '鉴证不通过' }).click()
  await office.rejection.getByRole('button', { name: '确认鉴证不通过' }).click()
  await expect(office.rejection).toContainText('请选择审核不通过原因')
  await expect(office.rejection).toContainText('请填写具体问题')
  await expect(office.main).toContainText('等待学校审核')
})

test('SIG-01: a graduate declines and says why', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const account = cast.employer()
  const id = await stage.story.invitation(account, school, person)
  const [employer, graduate] = await Promise.all([stage.employer(account), stage.graduate(person)])
  await Promise.all([employer.open(id), graduate.home()])
  await graduate.openInvitation()
  await graduate.decline('已决定继续深造')
  await expect(employer.main).toContainText('学生已拒绝签约')
  await expect(employer.lastStep).toContainText('已决定继续深造')
  await expect(graduate.decision).toHaveCount(0)
})

test('SIG-08: an employer withdraws what is not answered; the open invitation goes from the phone', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const account = cast.employer()
  const id = await stage.story.invitation(account, school, person)
  const [employer, graduate] = await Promise.all([stage.employer(account), stage.graduate(person)])
  await Promise.all([employer.open(id), graduate.home()])
  await graduate.openInvitation()
  await employer.withdraw()
  await expect(employer.main).toContainText('单位已撤回签约邀请')
  await expect(employer.main.getByRole('button', { name: '撤回邀请' })).toHaveCount(0)
  await expect(graduate.decision).toHaveCount(0)
  await expect(graduate.main).toContainText('单位已撤回签约邀请')
})

test('SIG-08: while one signing is in process another invitation can only be read, and says why', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  await stage.story.signing(cast.employer(), school, person)
  const other = await stage.story.invitation(cast.employer(), school, person, { job_title: '另一份工作' })
  const graduate = await stage.graduate(person)
  await graduate.home()
  await expect(graduate.nextThing).toContainText('您已同意签约，正在审核')
  await graduate.open(other)
  await expect(graduate.main.getByRole('note')).toHaveText(/的签约正在审核，办结之前这份邀请现在只能查看$/)
  await expect(graduate.page.getByRole('button', { name: '同意签约' })).toHaveCount(0)
})

test('SIG-08: an employer sends a graduate no second invitation while the first lives', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const account = cast.employer()
  await stage.story.invitation(account, school, person)
  const employer = await stage.employer(account)
  await employer.home()
  await employer.openForm()
  await employer.ask(school, person)
  await expect(employer.main.getByRole('alert')).toContainText('已向该毕业生发出签约邀请')
  await expect(employer.main.getByRole('alert')).toContainText('请等待毕业生应约，或撤回后重新邀请。')
  await expect(employer.send).toBeDisabled()
})

test('SIG-01: the department approves, the school rejects; the graduate is free for the next invitation', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const [office, graduate] = await Promise.all([stage.reviewer(school, school.school_login), stage.graduate(person)])
  await Promise.all([office.open(id), graduate.home()])
  await expect(office.desk).toHaveCount(0)
  await stage.story.approve(departmentOf(school, person).login, id)
  await expect(office.desk).toBeVisible()
  await office.reject('用人单位信息有误', '单位名称与营业执照不一致。')
  await expect(graduate.nextThing).toContainText('现在没有需要您做的事')
})
