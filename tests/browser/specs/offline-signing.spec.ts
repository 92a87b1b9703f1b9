import { expect, test } from '../fixtures.ts'
import type { Form } from '../pages/form.ts'
import { HandingIn } from '../pages/handingIn.ts'
import { inspect } from '../platform/inspect.ts'
import { named, Paperwork, scan } from '../platform/paperwork.ts'
import { type Account, departmentOf } from '../platform/people.ts'
import { DESK, PHONE } from '../platform/stage.ts'
import { inDays } from '../platform/terms.ts'

const FORM = '就业协议信息'

async function employerOf(form: Form, { login, name }: Account): Promise<void> {
  await form.type('统一社会信用代码', login)
  await form.type('单位名称', name)
  await form.choose('单位性质', '其他企业')
  await form.choose('单位行业', '制造业')
  await form.choosePlace('单位所在地', '玄武区')
  await form.type('单位地址', '示范路二号')
  await form.type('单位联系人', '王经理')
  await form.type('单位联系电话', '010-55500001')
}

async function terms(form: Form): Promise<void> {
  await form.type('职位名称', '后端工程师')
  await form.choose('职位类别', '工程技术人员')
  await form.choosePlace('工作地点', '玄武区')
  await form.type('月薪（税前）', '15000')
  await form.date('报到时间', inDays(30))
  await form.date('报到期限', inDays(60))
}

async function unsettled(form: Form): Promise<void> {
  await form.pick('是否接收档案', '否')
  await form.pick('是否接收户口', '否')
}

async function apply(me: HandingIn, employer: Account): Promise<string> {
  await me.open()
  await inspect(me.page)
  const form = await me.begin(FORM)
  await employerOf(form, employer)
  await me.next('签约信息')
  await terms(form)
  await me.next('档案和户口')
  await unsettled(form)
  await me.readOver()
  return me.submit()
}

test('OFF-01, OFF-02, OFF-03: filled in on a phone, approved, stamped by either side, returned, and effective', async ({
  stage,
  cast,
}) => {
  const school = cast.twoLevels
  const [person, account] = [cast.graduate(school), cast.employer()]
  const department = departmentOf(school, person).login
  const me = new HandingIn(await stage.graduate(person, PHONE), 'offline_signing')

  await me.page.goto('/graduate/cases')
  await me.main.getByRole('link', { name: /线下签约：申请就业协议/ }).click()
  const id = await apply(me, account)
  await expect(me.main).toContainText('就业协议审核中，等待学院审核')
  await inspect(me.page)

  await stage.story.sendBack(department, id, '职位名称与意向书不一致', ['job_title'])
  await me.main.getByRole('link', { name: '修改并重新提交' }).click()
  await expect(me.returned).toContainText('职位名称与意向书不一致')
  await me.follow('职位名称')
  const again = me.form(FORM)
  await expect(again.field('职位名称')).toBeFocused()
  await again.type('职位名称', '前端工程师')
  await me.next('档案和户口')
  await me.readOver()
  await me.submit()

  await stage.story.approve(department, id)
  await stage.story.approve(school.school_login, id)
  await expect(me.main).toContainText('就业协议审核通过，待回传盖章协议书')
  await expect(me.main.getByRole('link', { name: '下载就业协议书（PDF）' }).first()).toHaveAttribute('href', /agreement\.pdf$/)
  await inspect(me.page)
  await me.main.getByRole('button', { name: '提交审核' }).click()
  await expect(me.main).toContainText('请上传至少 1 份')
  await me.hand(scan('stamped-one'))
  await expect(me.files).toHaveCount(1)
  await me.main.getByRole('button', { name: '提交审核' }).click()
  await expect(me.main).toContainText('签约审核中，等待学院审核')

  await me.main.getByRole('button', { name: /^撤回/ }).click()
  await me.page.getByRole('dialog').getByRole('button', { name: /^确认/ }).click()
  await expect(me.main).toContainText('已撤回，待重新回传盖章协议书')
  await expect(me.files).toHaveCount(1)
  await me.main.getByRole('button', { name: '提交审核' }).click()
  await expect(me.main).toContainText('签约审核中，等待学院审核')

  await stage.story.sendBack(department, id, '第二页没有拍到公章', ['files'])
  await expect(me.main.getByRole('note').filter({ hasText: '退回原因' })).toContainText('第二页没有拍到公章')
  await inspect(me.page)

  const office = await stage.employer(account, DESK)
  await office.page.goto('/employer/cases?sort=offline')
  await expect(office.main).toContainText('签约退回修改，待重新上传')
  await inspect(office.page)
  await office.open(id)
  await inspect(office.page)
  await office.page.getByLabel('证明材料文件').setInputFiles(scan('stamped-by-employer'))
  await expect(office.main.getByRole('list', { name: '已上传的材料' }).getByRole('listitem')).toHaveCount(1)
  await office.main.getByRole('button', { name: '提交审核' }).click()
  await expect(office.main).toContainText('签约审核中，等待学院审核')
  await expect(me.main).toContainText('签约审核中，等待学院审核')

  await stage.story.approve(department, id)
  await stage.story.approve(school.school_login, id)
  await expect(me.main.getByRole('region', { name: '办理进度' })).toContainText('恭喜')
  await expect(office.main).toContainText('签约成功')
  await me.graduate.home()
  await expect(me.graduate.nextThing).toContainText(account.name)
})

test('OFF-02: an agreement that is not stamped is given up, and the graduate is free again', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [person, account] = [cast.graduate(school), cast.employer()]
  const id = await new Paperwork(stage.story).offline(school, person, named(account))
  await stage.story.approve(school.school_login, id)
  const me = new HandingIn(await stage.graduate(person, PHONE), 'offline_signing')
  await me.open()
  await inspect(me.page)
  await me.graduate.home()
  await me.graduate.nextThing.getByRole('link', { name: '去回传盖章协议书' }).click()
  await me.main.getByRole('button', { name: '放弃办理' }).click()
  const sure = me.page.getByRole('dialog', { name: '放弃办理？' })
  await expect(sure).toContainText('放弃之后不能恢复')
  await sure.getByRole('button', { name: '确认放弃办理' }).click()
  await expect(me.main).toContainText('学生已放弃，申请作废')
  await me.open()
  await expect(me.main.getByRole('link', { name: '开始填写' })).toBeVisible()
})
