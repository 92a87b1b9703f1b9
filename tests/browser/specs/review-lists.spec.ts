import { expect, test } from '../fixtures.ts'
import { listsOf } from '../pages/reviewList.ts'
import { inspect } from '../platform/inspect.ts'
import { Paperwork } from '../platform/paperwork.ts'
import { type Account, departmentOf, type Graduate, type School } from '../platform/people.ts'
import { PHONE } from '../platform/stage.ts'

const SIGNING_IN_REVIEW = '签约审核中，等待学院/学校审核'
const LEVELS = ['等待学院审核', '等待学校审核']

/** Every level that decides on a graduate's case. */
const reviewersOf = (school: School, person: Graduate): [Account, Account] => [departmentOf(school, person), { login: school.school_login, name: '' }]

test('SIG-02, BAC-01, RES-05, DES-05, HOM-03: every list has the guide’s name, and opens with the guide’s filter among its own words', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  const lists = listsOf(office)
  const menu = office.page.getByRole('navigation', { name: '主菜单' })

  await test.step('在线签约管理', async () => {
    await office.home()
    await menu.getByRole('link', { name: /^在线签约管理/ }).click()
    await expect(lists.signing.heading).toHaveText('在线签约管理')
    await expect(lists.signing.chosen('签约状态')).toContainText('就业协议审核中，等待学院/学校审核')
    const states = await lists.signing.entries('签约状态')
    expect(states.slice(0, 5)).toEqual(['就业协议审核中，等待学院/学校审核', '学生已同意签约，等待学院/学校审核', SIGNING_IN_REVIEW, ...LEVELS])
    expect(states).toEqual(expect.arrayContaining(['就业协议退回修改', '就业协议审核通过，待回传盖章协议书', '签约成功（在线签约）', '签约成功（线下签约）', '全部签约状态']))
    expect(new Set(states).size).toBe(states.length)
    expect(await lists.signing.entries('签约发起方')).toEqual(['全部发起方', '单位', '学生'])
  })

  await test.step('已签就业协议登记信息管理（补登管理）', async () => {
    await menu.getByRole('link', { name: /^已签就业协议登记信息管理（补登管理）/ }).click()
    await expect(lists.backfill.heading).toHaveText('已签就业协议登记信息管理（补登管理）')
    await expect(lists.backfill.chosen('签约状态')).toContainText(SIGNING_IN_REVIEW)
    expect(await lists.backfill.entries('签约状态')).toEqual(expect.arrayContaining([...LEVELS, '退回修改', '签约成功（补登）', '审核不通过，已作废']))
    await expect(lists.backfill.filters.getByRole('combobox', { name: /发起方/ })).toHaveCount(0)
  })

  await test.step('解约管理', async () => {
    await menu.getByRole('link', { name: /^解约管理/ }).click()
    await expect(lists.rescission.heading).toHaveText('解约管理')
    await expect(lists.rescission.chosen('签约状态')).toContainText('解约中，等待学院/学校审核')
    const states = await lists.rescission.entries('签约状态')
    expect(states.slice(0, 3)).toEqual(['解约中，等待学院/学校审核', '已同意解约，等待学院/学校审核', '学生发起解约，等待单位应约'])
    expect(states).toContain('单位发起解约，等待学生应约')
    expect(await lists.rescission.entries('解约发起方')).toEqual(['全部发起方', '单位', '学生'])
    await expect(lists.rescission.filters.page().getByRole('main')).toContainText('双方同意的线上解约在「已同意解约，等待学院/学校审核」中')
  })

  await test.step('其他毕业去向信息登记管理（去向登记管理）', async () => {
    await menu.getByRole('link', { name: /^其他毕业去向信息登记管理（去向登记管理）/ }).click()
    await expect(lists.destination.chosen('去向登记状态')).toContainText('去向登记审核中，等待学院/学校审核')
  })

  await test.step('HOM-01: four tiles in the guide’s words', async () => {
    await office.home()
    const tiles = office.main.locator('.tiles .label')
    await expect(tiles).toHaveText(['在线签约', '补登', '解约', '去向登记'])
  })
})

test('OFF-01, OFF-03, OFF-04, EXT-06: an offline signing is reviewed twice, and corrected in three fields', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const paper = new Paperwork(stage.story)
  const person = cast.graduate(school)
  const [department, office] = reviewersOf(school, person)
  const employer = { name: '示范云科技有限公司', creditCode: '91110105MA0000015F' }
  const id = await paper.offline(school, person, employer)
  const first = await stage.reviewer(school, department.login)
  const list = listsOf(first).signing

  await test.step('the agreement: two keys, and its state moves in the open list', async () => {
    await list.open()
    await expect(list.row(person.name)).toContainText('学生')
    await expect(list.row(person.name)).toContainText('就业协议审核中，等待学院审核')
    await list.enter(person.name)
    await expect(first.main.getByRole('region', { name: '单位核查' })).toContainText(employer.creditCode)
    await expect(first.main.getByRole('group', { name: '填写内容' })).toContainText(employer.name)
    await first.page.keyboard.press('?')
    const help = first.page.getByRole('dialog', { name: '审核快捷键' })
    await expect(help).toContainText('退回修改，填写原因')
    await expect(help).not.toContainText('学生单方面解约')
    await first.page.keyboard.press('Escape')
    await expect(help).toBeHidden()
    await first.page.keyboard.press('a')
    await expect(first.desk).toContainText('通过后将提交学校，10 秒内可撤回。')
    await first.page.keyboard.press('a')
    await expect(first.done(`审核通过：${person.name}`)).toBeVisible()
  })

  const second = await stage.reviewer(school, office.login)
  await test.step('the school’s approval issues it', async () => {
    await second.open(id)
    await expect(second.desk).toBeVisible()
    await second.page.keyboard.press('a')
    await expect(second.desk).toContainText('通过后生成就业协议书，由用人单位盖章后回传，10 秒内可撤回。')
    await second.page.keyboard.press('a')
    await second.open(id)
    await expect(second.main).toContainText('就业协议审核通过，待回传盖章协议书')
  })

  await test.step('the stamped one comes back: only its image can be returned', async () => {
    await paper.stamp(person, id)
    await first.open(id)
    await expect(first.main.getByRole('region', { name: /^材料：盖章协议书 1/ })).toBeVisible()
    await expect(first.desk).toBeVisible()
    await first.page.keyboard.press('r')
    const dialog = first.page.getByRole('dialog', { name: `退回修改：${person.name}` })
    await expect(dialog.getByRole('checkbox')).toHaveCount(1)
    await expect(dialog.getByRole('checkbox', { name: '盖章协议书' })).toBeChecked()
    await dialog.getByRole('textbox', { name: '退回原因' }).fill('公章不清晰')
    await dialog.getByRole('button', { name: '确认退回修改' }).click()
    await first.open(id)
    await expect(first.main).toContainText('签约退回修改，待重新上传')
    await paper.stamp(person, id)
    await paper.approved(id, [department, office])
  })

  await test.step('OFF-04: afterwards the school corrects three fields, a department none', async () => {
    await second.open(id)
    await second.main.getByRole('button', { name: '修改单位及签约信息' }).click()
    const dialog = second.page.getByRole('dialog', { name: '修改单位及签约信息' })
    await expect(dialog.getByRole('combobox')).toHaveCount(3)
    await inspect(second.page)
    await dialog.getByRole('combobox', { name: '单位性质' }).press('Enter')
    await second.page.getByRole('option', { name: '国有企业', exact: true }).click()
    await expect(dialog).toContainText('原为「其他企业」')
    await dialog.getByRole('button', { name: '保存修改' }).click()
    await expect(dialog).toBeHidden()
    await expect(second.lastStep).toContainText('单位性质由「其他企业」改为「国有企业」')
    await first.open(id)
    await expect(first.main).toContainText('签约成功')
    await expect(first.main.getByRole('button', { name: /^修改单位|协议失效/ })).toHaveCount(0)
  })

  await test.step('an agreement of somebody who did not graduate is void by a school’s word', async () => {
    await second.main.getByRole('button', { name: '未按期毕业，协议失效' }).click()
    const dialog = second.page.getByRole('dialog', { name: /^未按期毕业，协议失效：/ })
    await expect(dialog).toContainText('不计入解约')
    await dialog.getByRole('textbox', { name: '具体情况说明' }).fill('毕业资格审核未通过，教务处 2027 年 6 月 30 日通知')
    await dialog.getByRole('button', { name: /^确认/ }).click()
    await expect(dialog).toBeHidden()
    await expect(second.main).toContainText('未按期毕业，协议失效')
  })
})

test('BAC-01, BAC-02, RES-03, RES-04: a paper agreement is registered, and ended by the student alone with the school’s word', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const paper = new Paperwork(stage.story)
  await paper.opens(school)
  const person = cast.graduate(school)
  const [department, office] = reviewersOf(school, person)
  const agreement = await paper.backfill(school, person, { name: '示范云科技有限公司', creditCode: '91110105MA0000015F' })
  const [first, second] = [await stage.reviewer(school, department.login), await stage.reviewer(school, office.login)]

  const backfills = listsOf(first).backfill
  await backfills.open()
  await backfills.enter(person.name)
  await expect(first.main.getByRole('region', { name: /^材料：证明材料 1/ })).toBeVisible()
  await first.desk.getByRole('button', { name: '通过', exact: false }).last().click()
  await first.confirmApproval()
  await expect(first.done(`审核通过：${person.name}`)).toBeVisible()
  // The department's verdict can be taken back for ten seconds, and is passed on after them.
  await expect(() => stage.story.approve(office.login, agreement)).toPass({ timeout: 30_000 })

  const id = await paper.asks(school, person, 'offline_rescission', agreement)
  const rescissions = listsOf(first).rescission
  await rescissions.open()
  await expect(rescissions.row(person.name)).toContainText('解约中，等待学院审核')
  await rescissions.enter(person.name)
  const panel = first.main.getByRole('region', { name: '解约申请' })
  await expect(panel).toContainText('解约发起方')
  await expect(panel).toContainText(person.name)
  await expect(first.main.getByRole('region', { name: '原签约：用人单位' })).toContainText('示范云科技有限公司')
  await expect(first.desk.getByRole('button', { name: /^学生单方面解约/ })).toHaveCount(0)
  await first.page.keyboard.press('a')
  await first.page.keyboard.press('a')
  await expect(first.done(`审核通过：${person.name}`)).toBeVisible()

  await expect(async () => {
    await second.open(id)
    await expect(second.desk).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await second.page.keyboard.press('d')
  const dialog = second.page.getByRole('dialog', { name: `学生单方面解约：${person.name} 与 示范云科技有限公司` })
  await expect(dialog).toContainText('该功能仅对学校用户开放，请谨慎使用；使用前应与用人单位协商一致，以防出现纠纷')
  await dialog.getByRole('textbox', { name: '具体情况说明' }).fill('太短')
  await dialog.getByRole('button', { name: '确认学生单方面解约' }).click()
  await expect(dialog).toContainText('请填写具体情况说明，不少于 10 个字')
  await inspect(second.page)
  await dialog.getByRole('textbox', { name: '具体情况说明' }).fill('单位已注销，无法出具解约函，毕业生已书面说明')
  await dialog.getByRole('button', { name: '确认学生单方面解约' }).click()
  await expect(second.page.locator('.el-message').filter({ hasText: `学生单方面解约：${person.name}` })).toBeVisible()
  await second.open(id)
  await expect(second.main).toContainText('已解约')
  await second.main.getByRole('link', { name: '查看原签约' }).click()
  await expect(second.lastStep).toContainText('解约：学生单方面解约')
})

test('RES-01, RES-02, RES-05: an employer that does not answer is marked, counted, and overruled by the school alone', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const paper = new Paperwork(stage.story)
  await paper.opens(school)
  const [silent, willing] = [cast.graduate(school), cast.graduate(school)]
  const [account, other] = [cast.employer(), cast.employer()]
  const [department, office] = reviewersOf(school, silent)
  const asked = await paper.asks(school, silent, 'online_rescission', await stage.story.agreement(account, school, silent, [department, office]))
  const agreed = await paper.asks(school, willing, 'online_rescission', await stage.story.agreement(other, school, willing, reviewersOf(school, willing)))
  await paper.agrees(other, agreed)

  const second = await stage.reviewer(school, office.login)
  const list = listsOf(second).rescission
  await list.open()
  await list.choose('签约状态', '学生发起解约，等待单位应约')
  await expect(list.row(silent.name)).toContainText('学生发起解约，等待单位应约')
  await expect(list.row(silent.name)).not.toContainText('逾期未答复')
  await list.choose('签约状态', '已同意解约，等待学院/学校审核')
  await expect(list.row(willing.name)).toContainText('已同意解约，等待学院审核')
  await second.open(agreed)
  await expect(second.main.getByRole('region', { name: '解约申请' })).toContainText('同意解约')

  await test.step('twelve days later', async () => {
    await second.page.clock.install({ time: Date.now() + 12 * 86_400_000 })
    await second.home()
    const late = second.main.getByRole('link', { name: '查看逾期的解约申请' })
    await expect(late).toBeVisible()
    await inspect(second.page)
    await late.click()
    await expect(list.row(silent.name)).toContainText('逾期未答复，可强制解约')
    await inspect(second.page)
    await list.enter(silent.name)
    await expect(second.main.getByRole('region', { name: '解约申请' })).toContainText('单位还没有答复，已等待 12 天')
    await expect(second.main.getByRole('region', { name: '解约申请' })).toContainText('逾期未答复，可强制解约')
    await inspect(second.page)
  })

  const first = await stage.reviewer(school, department.login)
  await first.open(asked)
  await expect(first.main).toContainText('学生发起解约，等待单位应约')
  await expect(first.main.getByRole('button', { name: '强制解约' })).toHaveCount(0)

  await second.main.getByRole('button', { name: '强制解约' }).click()
  const dialog = second.page.getByRole('dialog', { name: `强制解约：${silent.name} 与 ${account.name}` })
  await expect(dialog).toContainText('解约即时完成，无需再审核')
  await dialog.getByRole('textbox', { name: '具体情况说明' }).fill('三次致电并发函，单位均未答复')
  await dialog.getByRole('button', { name: '确认强制解约' }).click()
  await expect(dialog).toBeHidden()
  await expect(second.lastStep).toContainText('三次致电并发函，单位均未答复')
  await expect(first.main).toContainText('已解约')
})

test('VOI-01: everything that a graduate has voided, with its facts and times', async ({ stage, cast }) => {
  const school = cast.twoLevels
  await stage.story.takesDestinations(school)
  const paper = new Paperwork(stage.story)
  const person = cast.graduate(school)
  for (let times = 0; times < 2; times++) await paper.voided(school, person, reviewersOf(school, person))
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/voided')
  await office.page.getByRole('button', { name: `详情 ${person.name}` }).click()
  const drawer = office.page.getByRole('dialog', { name: `${person.name} 的作废信息` })
  await expect(drawer).toContainText('共作废 2 次')
  await expect(drawer.getByRole('listitem')).toHaveCount(2)
  await expect(drawer.getByRole('listitem').first()).toContainText('第 2 次：待就业')
  await expect(drawer.getByRole('listitem').first()).toContainText('目前情况')
  await expect(drawer.getByRole('listitem').first()).toContainText('作废时间')
  await inspect(office.page)
})

test('RES-02, EXT-06: on a phone a rescission is read and decided in one column', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const paper = new Paperwork(stage.story)
  await paper.opens(school)
  const person = cast.graduate(school)
  const account = cast.employer()
  const agreement = await stage.story.agreement(account, school, person, reviewersOf(school, person))
  const id = await paper.asks(school, person, 'online_rescission', agreement)
  const phone = await stage.reviewer(school, school.school_login, PHONE)
  await phone.page.goto('/staff/kinds/rescission?state=all')
  await expect(phone.main.getByRole('listitem').filter({ hasText: person.name })).toContainText('学生发起解约，等待单位应约')
  await inspect(phone.page)
  await phone.open(id)
  await phone.main.getByRole('button', { name: '强制解约' }).click()
  await expect(phone.page.getByRole('dialog')).toContainText('提交后不可撤销')
  await inspect(phone.page)
})
