import { expect, test } from '../fixtures.ts'
import { Employer } from '../pages/employer.ts'
import { Registering } from '../pages/registering.ts'
import { offer } from '../platform/terms.ts'

test('ACC-10: an employer registers, the province sees it arrive, returns it, approves it, and the employer invites', async ({ stage, cast }) => {
  const province = await stage.province()
  await province.page.goto('/province/employers')
  await province.isLive()
  await province.markDocument()

  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('employer')
  await visitor.page.getByRole('link', { name: '用人单位注册' }).click()
  const newcomer = new Registering(visitor.page)
  await newcomer.register({ creditCode: '91320106MAYYYYYX4U', name: '示例新芽软件有限公司', login: 'xinya-hr' })
  await expect(newcomer.note).toContainText('还需上传营业执照并提交审核')
  await newcomer.page.goto('/employer/invite')
  await expect(newcomer.page.getByRole('main')).toContainText('审核通过后才能发出签约邀请')
  await newcomer.page.goto('/employer/profile')

  stage.watch.expect('POST /api/v1/uploads 422')
  await newcomer.upload('licence.pdf', 'application/pdf', Buffer.from('MZ\x90\0 a program'))
  await expect(newcomer.licence).toContainText('不支持此类文件')
  await newcomer.upload('licence.png', 'image/png', await newcomer.page.screenshot())
  await expect(newcomer.licence.getByRole('img', { name: '营业执照' })).toBeVisible()
  await newcomer.submit()
  await expect(newcomer.note).toContainText('待审核')

  await province.main.getByRole('link', { name: '示例新芽软件有限公司' }).click()
  const licence = province.main.getByRole('img', { name: '营业执照' })
  await expect(licence).toBeVisible()
  await expect.poll(() => licence.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)
  await province.main.getByRole('button', { name: '退回修改' }).click()
  await province.page.getByRole('dialog').getByLabel('原因').fill('单位名称与执照不一致')
  await province.page.getByRole('dialog').getByRole('button', { name: '确认退回修改' }).click()
  await expect(province.main.getByRole('region', { name: '办理记录' }).getByRole('listitem').first()).toContainText('退回修改')

  await expect(newcomer.note).toContainText('单位名称与执照不一致')
  await newcomer.identity.type('单位名称', '示例新芽软件（南京）有限公司')
  await newcomer.submit()
  await expect(newcomer.note).toContainText('待审核')
  await expect(province.main.getByRole('heading', { level: 1 })).toHaveText('示例新芽软件(南京)有限公司')
  await province.main.getByRole('button', { name: '审核通过' }).click()
  await province.main.getByRole('button', { name: '确认通过' }).click()

  await expect(newcomer.note).toContainText('已通过')
  await province.neverReloaded()
  const employer = new Employer(newcomer.page)
  await employer.openInbox()
  await expect(employer.notice('单位注册审核通过')).toBeVisible()
  await employer.closeInbox()
  const school = cast.twoLevels
  await employer.invite(school, cast.graduate(school), offer())
  await expect(employer.main).toContainText('单位发起签约邀请，等待学生应约')
})

test('ACC-10: contact data change at once, a change of the name waits for the province; both decide and the second is told', async ({ stage }) => {
  const visitor = await stage.visitor()
  await visitor.page.goto('/register')
  const newcomer = new Registering(visitor.page)
  await newcomer.register({ creditCode: '91320106MAYYYYYY2N', name: '示例双审有限公司', login: 'shuangshen-hr' })
  await newcomer.upload('licence.png', 'image/png', await newcomer.page.screenshot())
  await newcomer.submit()
  await expect(newcomer.note).toContainText('待审核')
  await newcomer.contact.type('联系人', '钱招聘')
  await newcomer.contact.form.getByRole('button', { name: '保存联系信息' }).click()
  await expect(newcomer.page.getByText('联系信息已更新，立即生效')).toBeVisible()

  const [one, other] = await Promise.all([stage.province(), stage.province()])
  for (const { page, main } of [one, other]) {
    await page.goto('/province/employers')
    await main.getByRole('link', { name: '示例双审有限公司' }).click()
    await expect(main).toContainText('钱招聘')
  }
  await other.main.getByRole('button', { name: '审核不通过' }).click()
  await other.page.getByRole('dialog').getByLabel('原因').fill('来不及了')
  await one.main.getByRole('button', { name: '审核通过' }).click()
  await one.main.getByRole('button', { name: '确认通过' }).click()
  await expect(one.main).toContainText('目前没有需要审核的内容')
  const idle = other.page.getByRole('dialog')
  await expect(idle.getByRole('alert')).toContainText('江苏省')
  await expect(idle.getByLabel('原因')).toBeDisabled()
  await expect(idle.getByRole('button', { name: '确认审核不通过' })).toHaveCount(0)
  await idle.locator('footer').getByRole('button', { name: '关闭' }).click()
  await expect(other.main).toContainText('审核通过')
  await expect(newcomer.note).toContainText('已通过')

  await newcomer.identity.type('单位名称', '示例双审（江苏）有限公司')
  await newcomer.submit()
  await expect(newcomer.note).toContainText('签约邀请仍使用已通过的信息')
  await expect(one.main.getByRole('table', { name: '变更内容' })).toContainText('示例双审(江苏)有限公司')
})
