import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { DESK, PHONE } from '../platform/stage.ts'

const PASSWORD = '浅水里的十二只青蛙与两只鹭鸶'

for (const [width, screen] of Object.entries({ 'at 1440 px': DESK, 'at 390 px': PHONE })) {
  test(`ACC-01: who forgot the password gets in by a code to the phone, ${width}`, async ({ notified: { stage, providers } }) => {
    stage.watch.expect('PUT /api/v1/password-reset 401')
    const person = stage.cast.graduate(stage.cast.twoLevels)
    const elsewhere = await stage.graduate(person)
    await elsewhere.page.goto('/graduate')
    const visitor = await stage.visitor(screen)
    await visitor.open()
    await visitor.choose('graduate')
    await visitor.forget(person.login)
    await expect(visitor.page.getByRole('button', { name: /秒后重新获取/ })).toBeDisabled()
    await expect(visitor.page.getByRole('tabpanel').getByRole('status')).toContainText('10 分钟内有效')
    await expect(visitor.page.getByRole('note')).toContainText('请联系学校就业部门')
    await inspect(visitor.page)
    await expect.poll(() => providers.codes.length).toBe(1)

    const code = providers.codes[0]!
    await visitor.reset(code === '000000' ? '000001' : '000000', PASSWORD)
    await expect(visitor.page.getByRole('tabpanel')).toContainText('短信验证码不正确或已失效')
    await visitor.reset(code, PASSWORD)
    await expect(visitor.page.getByRole('alert')).toContainText('密码已重置，请用新密码登录')
    await expect(elsewhere.page).toHaveURL(/\/login/)
    await visitor.submit(person.login, PASSWORD)
    await expect(visitor.page).toHaveURL(/\/graduate$/)
  })
}

test('ACC-01: staff, of whom no phone is known, learn who resets their password', async ({ notified: { stage } }) => {
  const visitor = await stage.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.page.getByRole('button', { name: '忘记密码？' }).click()
  await expect(visitor.page.getByRole('note')).toContainText('在就业管理系统中重置账号')
  await expect(visitor.page.getByRole('button', { name: '获取验证码' })).toHaveCount(0)
})
