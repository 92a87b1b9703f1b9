import { expect, test } from '../fixtures.ts'
import { Desk } from '../pages/desk.ts'
import type { Reviewer } from '../pages/reviewer.ts'
import { departmentOf } from '../platform/people.ts'
import { PHONE } from '../platform/stage.ts'

const SMALL_DESK = { viewport: { width: 1280, height: 720 } }
const GROUPS = ['用人单位信息', '毕业生信息', '签约信息', '档案和户口']

/** Every fact of an online signing, as long as they usually are. */
const FULL = {
  salary_note: '十三薪，含餐补',
  probation_salary: 8_000,
  service_half_years: 6,
  penalty_amount: 3_000,
  penalty_note: '按未履行年限折算',
  other_terms: '提供人才公寓一年；试用期内缴纳五险一金。',
  archive: {
    transfer_type: 'ARC_EMPLOYER',
    organisation: '示例市人才服务中心',
    region: '330106',
    address: '示例市演示大道 8 号示例大厦 12 层 1203 室',
    postcode: '310000',
    contact: '示例档案室',
    contact_phone: '0571-88000000',
  },
}

const checksOf = (reviewer: Reviewer, desk: Desk) => [reviewer.comparison, desk.group('单位核查'), desk.group('办理记录'), reviewer.desk, reviewer.place]

test('EXT-06: at 1440 × 900 an online signing is on one screen, and two keys decide and go on', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[2]!
  const [one, other] = [cast.graduate(school, department), cast.graduate(school, department)]
  const id = await stage.story.signing(cast.employer(), school, one, FULL)
  await stage.story.signing(cast.employer(), school, other)
  const reviewer = await stage.reviewer(school, department.login)
  const desk = new Desk(reviewer.page)
  await reviewer.open(id)
  await expect(desk.group('档案和户口')).toContainText('示例档案室')
  await expect(desk.group('单位核查')).not.toContainText('正在查询')
  await desk.inView(...GROUPS.map((title) => desk.group(title)), ...checksOf(reviewer, desk))
  await desk.holdsStill()
  expect(await desk.formEnds()).toBe(true)

  await reviewer.page.keyboard.press('a')
  await expect(reviewer.desk).toContainText('10 秒内可撤回')
  await desk.inView(reviewer.desk.getByRole('button', { name: '确认审核通过' }))
  await reviewer.page.keyboard.press('a')
  await expect(reviewer.main.getByRole('heading', { level: 1 })).toContainText(other.name)
  await desk.holdsStill()
})

test('EXT-06: at 1280 × 720 the form scrolls in its column; checks and decision stay', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person, FULL)
  const reviewer = await stage.reviewer(school, departmentOf(school, person).login, SMALL_DESK)
  const desk = new Desk(reviewer.page)
  await reviewer.open(id)
  await desk.inView(desk.group('用人单位信息'), ...checksOf(reviewer, desk))
  await expect(desk.group('档案和户口')).not.toBeInViewport({ ratio: 1 })
  await reviewer.page.keyboard.press('PageDown')
  await desk.inView(desk.group('档案和户口'), ...checksOf(reviewer, desk))
  await desk.holdsStill()
})

test('EXT-06: what happened is folded to the last of it', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const reviewer = await stage.reviewer(school, departmentOf(school, person).login)
  const history = new Desk(reviewer.page).group('办理记录')
  await reviewer.open(id)
  await expect(history.getByRole('listitem')).toHaveCount(1)
  await history.getByRole('button', { name: '展开全部 2 条' }).click()
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await new Desk(reviewer.page).inView(reviewer.desk)
  await history.getByRole('button', { name: '收起' }).click()
  await expect(history.getByRole('listitem')).toHaveCount(1)
})

test('EXT-06: on a phone what decides comes first, and the decision stays at the bottom', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person, FULL)
  const reviewer = await stage.reviewer(school, departmentOf(school, person).login, PHONE)
  const desk = new Desk(reviewer.page)
  await reviewer.open(id)
  await desk.inView(reviewer.desk)
  const order = [reviewer.main.getByRole('heading', { level: 1 }), reviewer.comparison, ...GROUPS.map((title) => desk.group(title)), desk.group('办理记录')]
  const tops: number[] = []
  for (const part of order) tops.push((await part.boundingBox())!.y)
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
})
