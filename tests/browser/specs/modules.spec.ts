import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { PHONE, type Stage } from '../platform/stage.ts'
import type { Graduate, School } from '../platform/people.ts'
import { writeArchive } from '../pages/archive.ts'
import { Settings } from '../pages/settings.ts'

/** The province opens the archive module, the school opens it on its own. */
async function opened(stage: Stage, school: School): Promise<void> {
  const province = await stage.province()
  await province.page.goto('/province')
  await Settings.of(province).button('档案信息登记', '开启').click()
  await Settings.of(province).confirm('开启')
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/modules/archive')
  await expect(office.main.getByRole('note')).toContainText('本校尚未开启档案信息登记')
  await office.main.getByRole('link', { name: '前往登记设置' }).click()
  await Settings.of(office).button('档案信息登记', '开启').click()
  await Settings.of(office).confirm('开启')
  await expect(Settings.of(office).item('档案信息登记')).toContainText('已开启')
}

/** In the EMS, on its page. */
async function registered(stage: Stage, school: School, person: Graduate): Promise<void> {
  const keeper = await stage.keeper(school)
  await keeper.open()
  await keeper.main.getByRole('textbox', { name: '姓名、考生号或身份证号' }).fill(person.exam_no)
  await keeper.main.getByRole('button', { name: '查询' }).click()
  const form = await keeper.papers(person.name)
  await form.pick('填写档案转寄信息', '是')
  await writeArchive(form)
  await keeper.save(form)
}

test('ACC-09: who has several modules chooses one after sign-in, and switches on top later', async ({ mortal }) => {
  const school = mortal.cast.twoLevels
  await opened(mortal, school)
  const visitor = await mortal.visitor()
  await visitor.open()
  await visitor.choose('school')
  await visitor.submit(school.school_login, mortal.cast.people.password)
  await expect(visitor.page.getByRole('heading', { name: '请选择要进入的模块' })).toBeVisible()
  const modules = visitor.page.getByRole('main').getByRole('list', { name: '功能模块' })
  await expect(modules.getByRole('listitem')).toHaveCount(3)
  await expect(modules.getByRole('link')).toHaveText(['毕业去向登记与网签', '档案信息登记'])
  await inspect(visitor.page)
  await modules.getByRole('link', { name: '档案信息登记' }).click()
  await expect(visitor.page).toHaveURL(/\/staff\/modules\/archive$/)
  await visitor.page.getByRole('banner').getByRole('link', { name: '毕业去向登记与网签' }).click()
  await expect(visitor.page).toHaveURL(/\/staff$/)
})

test('HOM-03, ARC-01: what is written in the EMS moves the archive module’s counts on an open page; a tile leads to exactly those', async ({ mortal }) => {
  const school = mortal.cast.twoLevels
  const person = mortal.cast.graduate(school)
  await opened(mortal, school)
  const office = await mortal.reviewer(school, school.school_login)
  await office.page.goto('/staff/modules/archive')
  const tile = (name: string) => office.main.getByRole('link', { name: new RegExp(`^${name}`) }).first()
  await expect(tile('已登记')).toContainText('0')
  await expect(office.main.getByRole('table', { name: '各院系登记进度' }).getByRole('row')).toHaveCount(
    1 + new Set(school.departments.map((each) => each.name)).size,
  )
  await office.markDocument()
  await registered(mortal, school, person)
  await expect(tile('已登记')).toContainText('1')
  await inspect(office.page)
  await tile('已登记').click()
  await office.neverReloaded()
  const rows = office.main.getByRole('row').filter({ hasText: '已登记' })
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText(person.name)
  await expect(rows).toContainText('示例市人才服务中心')
  await inspect(office.page)

  const phone = await mortal.reviewer(school, school.school_login, PHONE)
  await phone.page.goto('/staff/modules/archive')
  await expect(phone.main.getByRole('link', { name: /^已登记/ })).toContainText('1')
  await inspect(phone.page)
  await phone.page.goto('/staff/modules/archive/transfers?state=registered')
  await expect(phone.main).toContainText(person.name)
  await inspect(phone.page)
})
