import { expect, test } from '../fixtures.ts'
import { Destination } from '../pages/destination.ts'
import type { Form } from '../pages/form.ts'
import type { Handed } from '../platform/handed.ts'
import { inspect } from '../platform/inspect.ts'
import { departmentOf } from '../platform/people.ts'
import { pdfOf } from '../platform/pdf.ts'
import { photograph } from '../platform/photo.ts'
import { DESK, PHONE } from '../platform/stage.ts'

const POSTGRADUATE = '升学（考研）'
const LABOUR_CONTRACT = '签劳动合同形式就业'
const UNEMPLOYED = '待就业'
const LIMIT_BYTES = 10 << 20

/** Another colour, so another file, for each name. */
const tintOf = (name: string) => ([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 256) / 255
const pdf = (name: string): Handed => ({ name, mimeType: 'application/pdf', buffer: pdfOf([1, tintOf(name), 1]) })
/** Named as if it were a JPEG: phones do so when they send one on. */
const HEIC: Handed = {
  name: '录取通知书.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4), Buffer.from('mif1heic'), Buffer.alloc(256)]),
}

async function study(form: Form): Promise<void> {
  await form.type('升学院校代码', '99001')
  await form.type('升学院校名称', '示例理工大学')
  await form.type('升学专业', '软件工程')
  await form.type('录取通知书编号或考生编号', '2027S00018')
  await form.pick('攻读学位', '硕士')
  await form.pick('学习形式', '全日制')
  await form.pick('推荐免试', '否')
}

/** Neither archive nor household are settled yet. */
async function unsettled(me: Destination, form: Form): Promise<void> {
  await me.next('档案转寄')
  await form.pick('现在填写档案转寄信息', '否')
  await me.next('户口迁转')
  await form.pick('现在填写户口迁转信息', '否')
  await me.next('备注')
}

async function employment(form: Form): Promise<void> {
  await form.type('统一社会信用代码', '91110105MA0000015F')
  await form.type('单位名称', '示范云科技有限公司')
  await form.choose('单位性质', '其他企业')
  await form.choose('单位行业', '制造业')
  await form.choosePlace('单位所在地', '玄武区')
  await form.type('单位地址', '示范路二号')
  await form.type('单位联系人', '王经理')
  await form.type('单位联系电话', '010-55500001')
}

async function contract(form: Form): Promise<void> {
  await form.type('职位名称', '后端工程师')
  await form.choose('职位类别', '工程技术人员')
  await form.choosePlace('工作地点', '玄武区')
  await form.type('月薪（税前）', '15000')
  await form.date('合同开始日期', '2027-07-05')
  await expect(form.field('合同终止日期')).toHaveCount(0)
  await form.pick('无固定期限', '否')
  await form.date('合同终止日期', '2030-07-04')
}

for (const { width, screen } of [
  { width: 'at 390 px', screen: PHONE },
  { width: 'at 1440 px', screen: DESK },
]) {
  test(`DES-01 ${width}: going on to study is registered with its proof`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    await stage.story.takesDestinations(school)
    const me = new Destination(await stage.graduate(cast.graduate(school), screen))
    await me.open()
    await inspect(me.page)
    const form = await me.choose(POSTGRADUATE)
    await me.main.getByRole('button', { name: /^(下一步|核对并提交)$/ }).click()
    await expect(form.form).toContainText('请填写升学院校代码')
    await inspect(me.page)
    await study(form)
    await unsettled(me, form)
    await me.next('证明材料')
    await me.hand(HEIC)
    await expect(form.form.getByRole('alert').filter({ hasText: 'HEIC' })).toContainText('兼容性最佳')
    await me.hand(pdf('one.pdf'), pdf('two.pdf'))
    await expect(me.files).toHaveCount(2)
    await me.main.getByRole('button', { name: '移除证明材料 1' }).click()
    await expect(me.files).toHaveCount(1)
    await inspect(me.page)
    await me.readOver()
    await expect(form.form).toContainText('硕士')
    await inspect(me.page)
    await me.submit()
    await expect(me.main).toContainText('示例理工大学')
    await expect(me.main.getByRole('button', { name: /撤回/ })).toBeVisible()
  })

  test(`DES-01 ${width}: a labour contract asks for its end only where it has one`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    await stage.story.takesDestinations(school)
    const me = new Destination(await stage.graduate(cast.graduate(school), screen))
    await me.open()
    const form = await me.choose(LABOUR_CONTRACT)
    await employment(form)
    await me.next('劳动合同')
    await contract(form)
    await unsettled(me, form)
    await me.next('证明材料')
    await me.hand(pdf('contract.pdf'))
    await expect(me.files).toHaveCount(1)
    await me.readOver()
    await expect(form.form).toContainText('2030年7月4日')
    await me.submit()
    await expect(me.main).toContainText('示范云科技有限公司')
  })

  test(`DES-01 ${width}: looking for work needs no proof`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    await stage.story.takesDestinations(school)
    const me = new Destination(await stage.graduate(cast.graduate(school), screen))
    await me.open()
    const form = await me.choose(UNEMPLOYED)
    await form.field('目前情况').press('Enter')
    await me.page.getByRole('option').first().click()
    await form.pick('需要学校提供就业帮助', '是')
    await me.next('备注')
    await me.next('证明材料')
    await me.readOver()
    await me.submit()
    await me.open()
    await expect(me.main).toContainText('去向登记')
    await expect(me.main.getByRole('button', { name: POSTGRADUATE })).toHaveCount(0)
  })
}

test('DES-01: on a phone each thing that is missing at the end is mended and leads straight back there', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const me = new Destination(await stage.graduate(cast.graduate(school), PHONE))
  await me.open()
  const form = await me.choose(POSTGRADUATE)
  await study(form)
  await me.page.goto('/graduate/kinds/destination/form?at=check')
  await expect(me.missing).toContainText('还有 3 处')
  await me.mend('现在填写档案转寄信息', '档案转寄')
  await form.pick('现在填写档案转寄信息', '否')
  await inspect(me.page)
  await me.readOver()
  await me.mend('现在填写户口迁转信息', '户口迁转')
  await form.pick('现在填写户口迁转信息', '否')
  await me.readOver()
  await me.mend('证明材料', '证明材料')
  await me.hand(pdf('letter.pdf'))
  await expect(me.files).toHaveCount(1)
  await me.readOver()
  await expect(me.missing).toBeHidden()
  await me.submit()
  await expect(me.main).toContainText('示例理工大学')
})

test('DES-03: a form begun on the phone goes on at a desk, and is given up there', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const person = cast.graduate(school)
  const phone = new Destination(await stage.graduate(person, PHONE))
  await phone.open()
  await study(await phone.choose(POSTGRADUATE))
  await phone.next('档案转寄')
  await expect(phone.saved).toContainText(/已保存 \d\d:\d\d/)

  const desk = new Destination(await stage.graduate(person, DESK))
  await desk.open()
  await desk.draft.getByRole('link', { name: '继续填写' }).click()
  const form = desk.form(POSTGRADUATE)
  await expect(form.field('升学院校名称')).toHaveValue('示例理工大学')
  await form.type('升学专业', '网络空间安全')
  await form.field('升学专业').blur()
  await expect(desk.saved).toContainText('已保存')

  await phone.open()
  await phone.draft.getByRole('link', { name: '继续填写' }).click()
  await expect(phone.form(POSTGRADUATE).field('升学专业')).toHaveValue('网络空间安全')

  await desk.open()
  await desk.draft.getByRole('button', { name: '放弃草稿' }).click()
  await desk.page.getByRole('dialog').getByRole('button', { name: '放弃草稿' }).click()
  await expect(desk.main.getByRole('button', { name: POSTGRADUATE })).toBeVisible()
})

test('DES-03, EXT-05: without a network it stays on the phone, and goes to the server once there is one', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const me = new Destination(await stage.graduate(cast.graduate(school), PHONE))
  await me.open()
  const form = await me.choose(POSTGRADUATE)
  await expect(form.field('升学院校名称')).toBeVisible()
  await me.page.context().setOffline(true)
  await form.type('升学院校名称', '示例理工大学')
  await form.field('升学院校名称').blur()
  await expect(me.saved).toContainText('未能保存到服务器，已保存在本机')
  await me.page.context().setOffline(false)
  await expect(me.saved).toContainText('已保存 ')
})

test('DES-02, DES-03: what was returned says why, leads to the field, and is taken back and given up for another kind', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const person = cast.graduate(school)
  const me = new Destination(await stage.graduate(person, PHONE))
  await me.open()
  const form = await me.choose(POSTGRADUATE)
  await study(form)
  await unsettled(me, form)
  await me.next('证明材料')
  await me.hand(pdf('letter.pdf'))
  await expect(me.files).toHaveCount(1)
  await me.readOver()
  const id = await me.submit()
  await stage.story.sendBack(departmentOf(school, person).login, id, '编号与材料不一致', ['admission_no', 'files'])

  await me.open()
  await me.main.getByRole('link', { name: '去修改' }).click()
  await expect(me.returned).toContainText('编号与材料不一致')
  await me.follow('证明材料')
  await expect(me.files).toHaveCount(1)
  await me.follow('录取通知书编号或考生编号')
  await expect(form.field('录取通知书编号或考生编号')).toBeFocused()
  await inspect(me.page)
  await form.type('录取通知书编号或考生编号', '2027S00019')
  for (const title of ['档案转寄', '户口迁转', '备注', '证明材料']) await me.next(title)
  await me.readOver()
  await me.submit()

  await me.main.getByRole('button', { name: /撤回/ }).click()
  await me.page.getByRole('dialog').getByRole('button', { name: /^确认/ }).click()
  await me.main.getByRole('link', { name: '修改并重新提交' }).click()
  await me.main.getByRole('button', { name: '更改类型' }).click()
  await me.choose(UNEMPLOYED)
  await expect(me.main.getByRole('heading', { level: 1 })).toHaveText(UNEMPLOYED)
})

test('DES-01: a photo of 12 MB from the camera is made smaller before it is sent', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const me = new Destination(await stage.graduate(cast.graduate(school), PHONE))
  await me.open()
  const form = await me.choose(POSTGRADUATE)
  await study(form)
  await unsettled(me, form)
  await me.next('证明材料')
  const photo = await photograph(me.page, 4_800)
  expect(photo.length).toBeGreaterThan(12 << 20)
  const uploaded = me.page.waitForResponse((answer) => answer.url().endsWith('/uploads'))
  await me.photograph({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo })
  const { bytes } = (await (await uploaded).json()) as { bytes: number }
  expect(bytes).toBeLessThan(LIMIT_BYTES)
  await expect(me.files).toHaveCount(1)
  await expect(me.files.getByRole('img')).toBeVisible()
})
