import { expect, test } from '../fixtures.ts'
import { departmentOf } from '../platform/people.ts'
import { offer } from '../platform/terms.ts'

test('EXT-05: a cut connection is said to be cut, and what happened meanwhile is there once it is back', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [first, second] = [cast.graduate(school), cast.graduate(school)]
  const department = departmentOf(school, first)
  const sameDepartment = cast.graduate(school, department)
  const cable = await stage.cable()
  const reviewer = await stage.reviewer(school, department.login, undefined, cable.origin)
  const phone = await stage.graduate(second, undefined, cable.origin)
  await Promise.all([reviewer.home(), phone.home()])
  await Promise.all([reviewer.markDocument(), phone.markDocument()])
  const before = await reviewer.waiting()

  cable.cut()
  await expect(reviewer.connection).toHaveText('重新连接中')
  await expect(phone.connection).toHaveText('重新连接中')
  const account = cast.employer()
  await stage.story.signing(account, school, first)
  await stage.story.signing(cast.employer(), school, sameDepartment)
  await stage.story.invitation(account, school, second, { job_title: '断线期间的邀请' })
  await reviewer.expectWaiting(before)

  cable.mend()
  await Promise.all([reviewer.isLive(), phone.isLive()])
  await reviewer.expectWaiting(before + 2)
  await expect(phone.nextThing).toContainText('断线期间的邀请')
  await expect(phone.bell).toHaveAccessibleName('消息，1 条未读')
  await Promise.all([reviewer.neverReloaded(), phone.neverReloaded()])
})

test('EXT-05: after kill -9 and a restart every open page comes back, with all that was acknowledged', async ({ mortal }) => {
  const { cast, server, story } = mortal
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const account = cast.employer()
  const signed = await story.signing(account, school, person)
  const [department, graduate, employer] = await Promise.all([
    mortal.reviewer(school, departmentOf(school, person).login),
    mortal.graduate(person),
    mortal.employer(account),
  ])
  await Promise.all([department.home(), graduate.open(signed), employer.home()])
  await Promise.all([department, graduate, employer].map((one) => one.markDocument()))
  const before = await department.waiting()
  await employer.openForm()
  await employer.writeTerms(offer({ jobTitle: '断电时正在填写的职位' }))

  await server.killHard()
  await expect(department.connection).toHaveText('重新连接中')
  await expect(employer.connection).toHaveText('重新连接中')
  await server.up()

  await Promise.all([department, graduate, employer].map((one) => one.isLive()))
  await department.expectWaiting(before)
  await department.tile.click()
  await department.row(person.name).getByRole('link', { name: person.name, exact: true }).click()
  await department.approve()
  await expect(graduate.main).toContainText('学生已同意签约，等待学校审核')
  await expect(employer.invitationForm.field('职位名称')).toHaveValue('断电时正在填写的职位')
  await Promise.all([department, graduate, employer].map((one) => one.neverReloaded()))
})

test('EXT-05: a decision sent into a dead connection takes effect once', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const cable = await stage.cable()
  const office = await stage.reviewer(school, school.school_login, undefined, cable.origin)
  await office.open(id)
  await office.armApproval()
  cable.cut()
  await office.confirmApproval()
  await expect(office.desk).toContainText('同一件事只会办理一次')
  cable.mend()
  await expect(office.done(`鉴证通过：${person.name}`)).toBeVisible()
  await office.open(id)
  await expect(office.main).toContainText('签约成功')
  await expect(office.main.getByRole('region', { name: '办理记录' }).getByText('学校鉴证通过')).toHaveCount(1)
})

test('EXT-05: an invitation being written survives a reload; its number, which may be an ID number, does not', async ({ stage, cast }) => {
  const employer = await stage.employer(cast.employer())
  await employer.home()
  await employer.openForm()
  await employer.invitationForm.type('职位名称', '写到一半的职位')
  await employer.invitationForm.type('考生号或身份证号', '27320001')
  await expect.poll(() => employer.page.evaluate(() => JSON.stringify(localStorage))).toContain('写到一半的职位')
  await employer.page.reload()
  await expect(employer.main).toContainText('已恢复上次未发出的内容')
  await expect(employer.invitationForm.field('职位名称')).toHaveValue('写到一半的职位')
  await expect(employer.invitationForm.field('考生号或身份证号')).toHaveValue('')
})

test('EXT-05: a page whose line was dead comes back at once when its reader asks for it, or does anything', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const cable = await stage.cable()
  const office = await stage.reviewer(school, school.school_login, undefined, cable.origin)
  await office.page.clock.install()
  await office.home()
  // No attempt of the page's own comes from here on: its clock stands still, before a heartbeat was due whose answer would be missed.
  await office.page.clock.pauseAt(Date.now() + 5_000)
  await office.isLive()
  cable.cut()
  await expect(office.connection).toHaveText('重新连接中')
  cable.mend()
  // Without the pointer, whose way to the button alone brings the page back.
  await office.page.getByRole('banner').getByRole('button', { name: '立即重连' }).dispatchEvent('click')
  await office.isLive()
  await expect(office.page.getByRole('button', { name: '立即重连' })).toHaveCount(0)
  cable.cut()
  await expect(office.connection).toHaveText('重新连接中')
  cable.mend()
  await office.page.clock.setSystemTime(Date.now() + 120_000)
  await office.page.keyboard.press('Shift')
  await office.isLive()
})
