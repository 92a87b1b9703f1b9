import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { departmentOf } from '../platform/people.ts'
import { DESK, PHONE } from '../platform/stage.ts'

const IN_WECHAT = { ...PHONE, userAgent: 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50' }

test('NOT-01: a graduate binds WeChat, and the school sees live what became of the messages', async ({ notified: { stage, providers } }) => {
  const school = stage.cast.twoLevels
  const person = stage.cast.graduate(school)
  const employer = stage.cast.employer()
  const reviewers = [departmentOf(school, person), { login: school.school_login, name: '' }]

  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/deliveries')
  await office.isLive()
  await expect(office.main).toContainText('还没有发出过消息')

  const graduate = await stage.graduate(person, IN_WECHAT)
  await graduate.page.goto('/account')
  const wechat = graduate.page.getByRole('region', { name: '微信通知' })
  await wechat.getByRole('button', { name: '绑定微信' }).click()
  await expect(wechat).toContainText('绑定微信。')
  await expect(wechat.getByRole('button', { name: '解除绑定' })).toBeVisible()
  await inspect(graduate.page)

  const id = await stage.story.agreement(employer, school, person, reviewers)
  const table = office.page.getByRole('table', { name: '消息发送记录' })
  const row = (occasion: string, channel: string) => table.getByRole('row').filter({ hasText: occasion }).filter({ hasText: channel })
  // Of the department's decision, and of the school's.
  await expect(row('审核结果', '微信公众号')).toHaveText([/发送中/, /发送中/])
  await expect(row('签约邀请', '微信公众号')).toContainText(person.name)

  providers.nextSms = 'isv.SMS_CONTENT_ILLEGAL'
  const colleague = await stage.reviewer(school, school.school_login)
  await colleague.open(id)
  await colleague.changeJobCategory('经济业务人员')
  await expect(row('签约信息被修改', '短信')).toContainText('短信内容被拦截（isv.SMS_CONTENT_ILLEGAL）')
  providers.nextSms = 'isv.AMOUNT_NOT_ENOUGH'
  await row('签约信息被修改', '短信').getByRole('button', { name: /^重新发送/ }).click()
  await expect(row('签约信息被修改', '短信')).toContainText('待发')
  await expect(office.main.getByRole('alert')).toContainText('短信已停止发送：短信账号余额不足，须由平台运维人员处理后恢复')
  await inspect(office.page)

  await office.page.goto('/staff/deliveries?channel=sms&state=sent')
  await expect(office.main).toContainText('没有符合条件的消息')
  await wechat.getByRole('button', { name: '解除绑定' }).click()
  await expect(wechat).toContainText('尚未绑定微信')
})

for (const [width, screen] of Object.entries({ 'at 1440 px': DESK, 'at 390 px': PHONE })) {
  test(`NOT-01: without providers messages are recorded only, ${width}`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const person = cast.graduate(school)
    await stage.story.invitation(cast.employer(), school, person)
    const office = await stage.reviewer(school, school.school_login, screen)
    await office.page.goto(`/staff/deliveries?q=${person.exam_no}`)
    await expect(office.main).toContainText('平台尚未接入微信公众号、短信')
    await expect(office.page.getByRole('table', { name: '消息发送记录' })).toContainText('仅记录')
    await inspect(office.page)
  })
}
