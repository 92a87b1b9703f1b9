import { expect, test } from '../fixtures.ts'
import type { Form } from '../pages/form.ts'
import { HandingIn } from '../pages/handingIn.ts'
import { inspect } from '../platform/inspect.ts'
import { named, Paperwork, scan } from '../platform/paperwork.ts'
import { departmentOf } from '../platform/people.ts'
import { DESK, PHONE } from '../platform/stage.ts'

const FORM = '解约申请'

async function reason(form: Form): Promise<void> {
  await form.pick('解约原因', '双方协商一致解约')
  await form.type('解约说明', '双方协商一致，同意解除就业协议。')
}

/** From the page of one's cases to the request that the other side reads. */
async function ask(me: HandingIn): Promise<string> {
  await me.page.goto('/graduate/rescission')
  await inspect(me.page)
  await me.main.getByRole('link', { name: '申请解约' }).click()
  await inspect(me.page)
  const form = await me.begin(FORM)
  await reason(form)
  await me.next('证明材料')
  return FORM
}

test('RES-01: a graduate asks on the phone, the employer agrees at its desk, and after the review both are free', async ({
  stage,
  cast,
}) => {
  const school = cast.twoLevels
  const [person, account] = [cast.graduate(school), cast.employer()]
  const department = departmentOf(school, person)
  const reviewers = [department, { login: school.school_login, name: '' }]
  const agreement = await stage.story.agreement(account, school, person, reviewers)
  const me = new HandingIn(await stage.graduate(person, PHONE), 'online_rescission')
  const office = await stage.employer(account, DESK)
  await office.home()

  await ask(me)
  await me.readOver()
  const id = await me.submit()
  await expect(me.main).toContainText('学生发起解约，等待单位应约')
  await expect(me.main).toContainText(/答复期限还有 \d+ 天/)
  await inspect(me.page)

  await me.graduate.open(agreement)
  await expect(me.main).not.toContainText('恭喜')
  const pending = me.main.getByRole('note').filter({ hasText: '学生发起解约，等待单位应约' })
  await inspect(me.page)
  await pending.getByRole('link', { name: '查看解约申请' }).click()
  await expect(me.page).toHaveURL(new RegExp(`/graduate/cases/${id}$`))

  const waits = office.main.getByRole('region', { name: '等待贵单位办理' })
  await expect(waits).toContainText(person.name)
  await expect(waits).toContainText(/请于 \d+月\d+日 \d\d:\d\d 前答复/)
  const lane = office.main.getByRole('region', { name: /^解约中（签约仍有效） / })
  await expect(lane).toContainText('学生发起解约，等待单位应约')
  await inspect(office.page)
  await office.open(agreement)
  await office.main.getByRole('note').getByRole('link', { name: '查看解约申请并答复' }).click()
  await expect(office.page).toHaveURL(new RegExp(`/employer/cases/${id}$`))

  await office.page.goto('/employer/cases?sort=rescission')
  await expect(office.main).toContainText('线上解约')
  await inspect(office.page)
  await office.open(id)
  await expect(office.main).toContainText(/答复期限还有 \d+ 天/)
  await expect(office.main).toContainText('双方协商一致解约')
  await inspect(office.page)
  await office.main.getByRole('button', { name: '同意解约', exact: true }).click()
  const sure = office.page.getByRole('dialog', { name: '同意解约？' })
  await expect(sure).toContainText('审核通过即解除就业协议')
  await sure.getByRole('button', { name: '确认同意解约' }).click()
  await expect(me.main).toContainText('已同意解约，等待学院审核')

  await stage.story.approve(department.login, id)
  await stage.story.approve(school.school_login, id)
  await expect(me.main.getByRole('region', { name: '办理进度' })).toContainText('解约完成')
  await expect(office.main).toContainText('已解约')
  await me.graduate.open(agreement)
  await expect(me.main).toContainText('已解约')
})

test('RES-01: an employer asks, the graduate says no with a reason, and the agreement stands', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [person, account] = [cast.graduate(school), cast.employer()]
  const agreement = await stage.story.agreement(account, school, person, [{ login: school.school_login, name: '' }])
  const me = await stage.graduate(person, PHONE)
  await me.home()
  const office = await stage.employer(account, DESK)
  await office.open(agreement)
  await office.main.getByRole('button', { name: '申请解约' }).click()
  await expect(office.main).toContainText('解约完成之前，签约仍有效')
  const form = office.formCalled(FORM)
  await reason(form)
  await inspect(office.page)
  await office.main.getByRole('button', { name: '核对并提交' }).click()
  await office.main.getByRole('button', { name: '提交', exact: true }).click()
  await office.page.waitForURL(/\/employer\/cases\/[^/]+$/)
  await expect(office.main).toContainText('单位发起解约，等待学生应约')
  await inspect(office.page)

  await me.nextThing.getByRole('link', { name: '查看解约申请并答复' }).click()
  await expect(me.decision).toBeVisible()
  await inspect(me.page)
  await me.decision.getByRole('button', { name: '不同意解约' }).click()
  const dialog = me.page.getByRole('dialog', { name: '不同意解约' })
  await dialog.getByRole('button', { name: '确认不同意解约' }).click()
  await expect(dialog).toContainText('请写明不同意的原因')
  await dialog.getByRole('textbox').fill('希望继续履行协议')
  await dialog.getByRole('button', { name: '确认不同意解约' }).click()
  await expect(me.main).toContainText('签约仍有效')
  await expect(office.main).toContainText('希望继续履行协议')
  await office.open(agreement)
  await expect(office.main.getByRole('button', { name: '申请解约' })).toBeVisible()
})

test('RES-02: what the employer does not answer is taken back, asked again, and forced by the school', async ({
  stage,
  cast,
}) => {
  const school = cast.schoolOnly
  const [person, account] = [cast.graduate(school), cast.employer()]
  await stage.story.agreement(account, school, person, [{ login: school.school_login, name: '' }])
  const me = new HandingIn(await stage.graduate(person, PHONE), 'online_rescission')
  await ask(me)
  await me.readOver()
  await me.submit()
  await me.main.getByRole('button', { name: '撤回解约申请' }).click()
  const sure = me.page.getByRole('dialog', { name: '撤回解约申请？' })
  await expect(sure).toContainText('不计入次数')
  await sure.getByRole('button', { name: '确认撤回解约申请' }).click()
  await expect(me.main).toContainText('解约申请已撤回')
  await ask(me)
  await me.readOver()
  const id = await me.submit()
  await new Paperwork(stage.story).force(school.school_login, id, '单位长期不处理，已电话核实，双方没有争议。')
  await expect(me.main.getByRole('region', { name: '办理进度' })).toContainText('解约完成')
})

test('RES-03, RES-04: an agreement on paper ends with evidence, returned once, by the school’s word that it is one side’s', async ({
  stage,
  cast,
}) => {
  const school = cast.schoolOnly
  const [person, account] = [cast.graduate(school), cast.employer()]
  const papers = new Paperwork(stage.story)
  const agreement = await papers.approved(await papers.backfill(school, person, named(account)), [{ login: school.school_login, name: '' }])
  const me = new HandingIn(await stage.graduate(person, PHONE), 'offline_rescission')
  await me.graduate.open(agreement)
  await me.main.getByRole('link', { name: '申请解约' }).click()
  const form = await me.begin(FORM)
  await reason(form)
  await me.next('证明材料')
  await me.hand(scan('letter'))
  await expect(me.files).toHaveCount(1)
  await me.readOver()
  const id = await me.submit()
  await expect(me.main).toContainText('解约中，等待学校审核')
  await stage.story.sendBack(school.school_login, id, '单位没有盖章，请改为上传情况说明', ['files'])
  await me.main.getByRole('link', { name: '修改并重新提交' }).click()
  await expect(me.returned).toContainText('请改为上传情况说明')
  await me.follow('证明材料')
  await me.main.getByRole('button', { name: '移除证明材料 1' }).click()
  await me.hand(scan('statement'))
  await expect(me.files).toHaveCount(1)
  await inspect(me.page)
  await me.readOver()
  await me.submit()
  await stage.story.review(school.school_login, id, {
    verdict: 'approve_unilaterally',
    statement: '单位不能提供解约材料，学校已电话核实。',
  })
  await expect(me.main.getByRole('region', { name: '办理进度' })).toContainText('解约完成')
  await me.page.goto('/graduate/rescission')
  await expect(me.main.getByRole('heading', { name: '解约记录' })).toBeVisible()
  await inspect(me.page)
})
