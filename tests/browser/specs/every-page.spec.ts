import { expect, test } from '../fixtures.ts'
import { AccountPage } from '../pages/account.ts'
import { Registering } from '../pages/registering.ts'
import { glance, inspect } from '../platform/inspect.ts'
import { type Account, type Graduate } from '../platform/people.ts'
import { rosterFile } from '../platform/roster.ts'
import { DESK, PHONE } from '../platform/stage.ts'
import { Story } from '../platform/story.ts'

/** What is read at a desk is inspected there and glanced at on a phone, and the other way round. */
const SCREENS = [
  { width: 'at 1440 px', screen: DESK, atDesk: inspect, onPhone: glance, creditCode: '91320106MAYYYYY12Q' },
  { width: 'at 390 px', screen: PHONE, atDesk: glance, onPhone: inspect, creditCode: '91320106MAYYYYY20K' },
]
const MANY = 24
/** As long as the form lets it be, and nowhere to break. */
const LONG = { job_title: '很'.repeat(60), work_address: '长'.repeat(120), other_terms: '无空格'.repeat(300), salary_note: 'x'.repeat(180) }

/** One world for all these tests: nobody changes it. */
interface World {
  employer: Account
  newEmployer: Account
  waiting: { person: Graduate; case: string }
  invited: { person: Graduate; case: string }
  signed: { person: Graduate; case: string }
  untouched: Graduate
}
let world: World

test.beforeAll(async ({ server, cast }) => {
  const story = new Story(server, cast.people.password)
  const school = cast.twoLevels
  const department = school.departments[5]!
  const employer = cast.employer()
  const crowd = Array.from({ length: MANY }, () => cast.graduate(school, department))
  for (const person of crowd) await story.signing(employer, school, person)
  const [long, invited, signed, untouched] = Array.from({ length: 4 }, () => cast.graduate(school, department)) as [Graduate, Graduate, Graduate, Graduate]
  const waiting = await story.signing(employer, school, long, LONG)
  await story.invitation(cast.employer(), school, invited)
  const reviewers = [department, { login: school.school_login, name: '' }]
  world = {
    employer,
    newEmployer: cast.employer(),
    waiting: { person: long, case: waiting },
    invited: { person: invited, case: await story.invitation(employer, school, invited, LONG) },
    signed: { person: signed, case: await story.agreement(employer, school, signed, reviewers) },
    untouched,
  }
})

for (const { width, screen, atDesk, onPhone, creditCode } of SCREENS) {
  test(`Every page ${width}: signing in`, async ({ stage }) => {
    const visitor = await stage.visitor(screen)
    await visitor.open()
    await atDesk(visitor.page)
    await visitor.page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(visitor.page.getByText('请输入密码')).toBeVisible()
    await atDesk(visitor.page)
    await visitor.page.getByRole('button', { name: '首次登录？使用激活码设置密码' }).click()
    await atDesk(visitor.page)
    await visitor.page.goto('/nowhere')
    await atDesk(visitor.page)
  })

  test(`Every page ${width}: the department's pages`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const reviewer = await stage.reviewer(school, school.departments[5]!.login, screen)
    await reviewer.home()
    await expect(reviewer.main.getByRole('listitem').filter({ hasText: '审核' }).first()).toBeVisible()
    await atDesk(reviewer.page)
    await reviewer.openList('?state=waiting_department')
    await expect(reviewer.turner).toContainText(/共 \d{2,} 条/)
    // Cards on a phone, a table at a desk.
    await inspect(reviewer.page)
    await reviewer.openList()
    await expect(reviewer.main).toContainText('没有符合条件的签约')
    await atDesk(reviewer.page)
    await reviewer.page.goto('/staff/roster')
    await expect(reviewer.listOf('学生名单')).toBeVisible()
    await atDesk(reviewer.page)
  })

  test(`Every page ${width}: the review page`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const reviewer = await stage.reviewer(school, school.departments[5]!.login, screen)
    await reviewer.open(world.waiting.case)
    await expect(reviewer.desk).toBeVisible()
    await atDesk(reviewer.page)
    await reviewer.armApproval()
    await atDesk(reviewer.page)
    await reviewer.desk.getByRole('button', { name: '取消' }).click()
    await reviewer.desk.getByRole('button', { name: '审核不通过' }).click()
    await expect(reviewer.rejection).toBeVisible()
    await atDesk(reviewer.page)
  })

  // On a server of its own: what somebody has used cannot be closed any more.
  test(`Every page ${width}: what closing a switch asks`, async ({ mortal }) => {
    const school = mortal.cast.twoLevels
    const office = await mortal.reviewer(school, school.school_login, screen)
    await office.page.goto('/staff/settings')
    await office.main.getByRole('listitem', { name: '补登' }).getByRole('button', { name: '关闭' }).click()
    await expect(office.page.getByRole('dialog', { name: '关闭补登' })).toBeVisible()
    await atDesk(office.page)
  })

  test(`Every page ${width}: the school's pages`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    // The archive module is looked at while it is closed.
    stage.watch.expect('GET /api/v1/modules/archive 409')
    const office = await stage.reviewer(school, school.school_login, screen)
    await office.home()
    await atDesk(office.page)
    await office.openList('?state=all')
    await expect(office.turner).toContainText('共')
    await atDesk(office.page)
    await office.open(world.signed.case)
    await office.main.getByRole('button', { name: '修改职位类别' }).click()
    await expect(office.page.getByRole('dialog', { name: '修改职位类别' })).toBeVisible()
    await atDesk(office.page)
    await office.page.goto(`/staff/roster?q=${world.signed.person.exam_no}`)
    await office.page.getByRole('button', { name: `查看 ${world.signed.person.name} 的完整号码` }).click()
    const numbers = office.page.getByRole('dialog')
    await numbers.getByRole('button', { name: '查看', exact: true }).click()
    await expect(numbers).toContainText('请选择查看原因')
    await atDesk(office.page)
    await numbers.getByText('联系毕业生本人').click()
    await numbers.getByRole('button', { name: '查看', exact: true }).click()
    await expect(numbers).toContainText('本次查看已记录')
    await atDesk(office.page)
    await office.page.goto('/staff/reveals')
    await expect(office.page.getByRole('table', { name: '查看记录' })).toContainText(world.signed.person.name)
    await atDesk(office.page)
    await office.page.goto('/staff/settings')
    await expect(office.main).toContainText('先院系再校级审核')
    await atDesk(office.page)
    await office.page.goto('/staff/modules/archive')
    await expect(office.main).toContainText('省级用户尚未开启')
    await atDesk(office.page)
    await office.page.goto('/staff/invalidated')
    await expect(office.main).toContainText('失效信息管理')
    await atDesk(office.page)
  })

  test(`Every page ${width}: the roster of the employment management system`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    const keeper = await stage.keeper(school, screen)
    await keeper.open()
    await expect(keeper.turner).toContainText('共')
    await atDesk(keeper.page)
    await keeper.roster.getByRole('checkbox').nth(1).check()
    await keeper.main.getByRole('button', { name: '删除 1 人' }).click()
    await expect(keeper.page.getByRole('dialog', { name: '删除 1 名毕业生' })).toBeVisible()
    await atDesk(keeper.page)
    await keeper.page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await keeper.roster.getByRole('button', { name: /^修改 / }).first().click()
    await expect(keeper.page.getByRole('dialog', { name: /^修改：/ })).toBeVisible()
    await atDesk(keeper.page)
    await keeper.open('?q=没有这个人')
    await expect(keeper.main).toContainText('没有符合条件的毕业生')
    await atDesk(keeper.page)
    await keeper.uploadFile(rosterFile(school, [{ name: '坏', idNo: '1', examNo: '2', department: '长'.repeat(80) }]))
    await atDesk(keeper.page)
  })

  test(`Every page ${width}: the accounts of the employment management system`, async ({ stage, cast }) => {
    const keeper = await stage.keeper(cast.twoLevels, screen)
    await keeper.openAccounts()
    await atDesk(keeper.page)
    await keeper.main.getByRole('button', { name: '新建账号', exact: true }).click()
    await expect(keeper.page.getByRole('dialog', { name: '新建院系账号' })).toBeVisible()
    await atDesk(keeper.page)
    await keeper.page.goto('/ems/sync')
    await expect(keeper.main).toContainText('网签平台 → 就业管理系统')
    await atDesk(keeper.page)
  })

  test(`Every page ${width}: the graduate's pages`, async ({ stage }) => {
    const [fresh, invited, signed] = await Promise.all([
      stage.graduate(world.untouched, screen),
      stage.graduate(world.invited.person, screen),
      stage.graduate(world.signed.person, screen),
    ])
    await fresh.home()
    await onPhone(fresh.page)
    await fresh.openInbox()
    await onPhone(fresh.page)
    await signed.home()
    await onPhone(signed.page)
    await invited.home()
    await onPhone(invited.page)
    await invited.page.goto('/graduate/cases')
    await expect(invited.main).toContainText(world.employer.name)
    await onPhone(invited.page)
    await invited.openInbox()
    await expect(invited.notice('签约邀请').first()).toBeVisible()
    await onPhone(invited.page)
    await invited.closeInbox()
    await invited.open(world.invited.case)
    await expect(invited.decision).toBeVisible()
    await onPhone(invited.page)
    await invited.decision.getByRole('button', { name: '同意签约' }).click()
    await expect(invited.page.getByRole('dialog')).toBeVisible()
    await onPhone(invited.page)
  })

  test(`Every page ${width}: the employer's pages`, async ({ stage }) => {
    const [employer, newcomer] = await Promise.all([
      stage.employer(world.employer, screen),
      stage.employer(world.newEmployer, screen),
    ])
    await newcomer.home()
    await expect(newcomer.main).toContainText('还没有发出签约邀请')
    await atDesk(newcomer.page)
    await newcomer.page.goto('/employer/invite')
    await newcomer.send.click()
    await expect(newcomer.main).toContainText('处需要填写或修改')
    await newcomer.invitationForm.pick('是否接收档案', '是')
    await newcomer.invitationForm.pick('是否接收户口', '是')
    await atDesk(newcomer.page)
    await employer.home()
    await expect(employer.main).toContainText('最近的签约和解约')
    await atDesk(employer.page)
    await employer.page.goto('/employer/cases')
    await expect(employer.main).toContainText('共')
    await atDesk(employer.page)
    await employer.open(world.waiting.case)
    await expect(employer.main).toContainText(world.waiting.person.name)
    await atDesk(employer.page)
  })

  test(`Every page ${width}: registering an employer, and its verification`, async ({ stage }) => {
    const [visitor, province] = await Promise.all([stage.visitor(screen), stage.province(screen)])
    const { page } = visitor
    await page.goto('/register')
    await page.getByRole('button', { name: '注册并登录' }).click()
    await expect(page.getByText('处需要填写或修改')).toBeVisible()
    await inspect(page)
    const newcomer = new Registering(page)
    const name = `${'长'.repeat(40)}（${creditCode}）`
    await newcomer.register({ creditCode, name, login: creditCode.toLowerCase() })
    stage.watch.expect('POST /api/v1/uploads 422')
    await newcomer.upload('licence.pdf', 'application/pdf', Buffer.from('MZ\x90\0 a program'))
    await expect(newcomer.licence).toContainText('不支持此类文件')
    await inspect(page)
    await newcomer.upload('licence.png', 'image/png', await page.screenshot())
    await expect(newcomer.licence.getByRole('img', { name: '营业执照' })).toBeVisible()
    await newcomer.submit()
    await expect(newcomer.note).toContainText('待审核')
    await atDesk(page)
    for (const path of ['/employer', '/employer/invite', '/employer/bulk']) {
      await page.goto(path)
      await expect(newcomer.note).toContainText('待审核')
      await atDesk(page)
    }

    await province.page.goto('/province/employers')
    await expect(province.main.getByRole('link', { name: creditCode })).toBeVisible()
    await inspect(province.page)
    await province.main.getByRole('link', { name: creditCode }).click()
    await expect(province.main.getByRole('img', { name: '营业执照' })).toBeVisible()
    await inspect(province.page)
    await province.main.getByRole('button', { name: '审核通过' }).click()
    await expect(province.main.getByRole('button', { name: '确认审核通过' })).toBeVisible()
    await atDesk(province.page)
    await province.main.getByRole('button', { name: '取消' }).click()
    await province.main.getByRole('button', { name: '退回修改' }).click()
    await province.page.getByRole('button', { name: '确认退回修改' }).click()
    await expect(province.page.getByText('请填写原因')).toBeVisible()
    await atDesk(province.page)
    await province.page.goto('/province/employers?state=all&q=没有这家')
    await expect(province.main).toContainText('没有符合条件的用人单位')
    await atDesk(province.page)
  })

  test(`Every page ${width}: account and security`, async ({ stage, cast }) => {
    const [office, graduate] = await Promise.all([
      stage.reviewer(cast.twoLevels, cast.twoLevels.school_login, screen),
      stage.graduate(world.untouched, screen),
    ])
    for (const { page } of [office, graduate]) {
      const account = new AccountPage(page)
      await account.open()
      await expect(account.sessions.getByRole('listitem').first()).toContainText('本机')
      await account.password.getByRole('button', { name: '修改密码' }).click()
      await expect(account.password).toContainText('请输入当前密码')
      await atDesk(page)
    }
    const account = new AccountPage(office.page)
    await account.scan(cast.people.password)
    await atDesk(office.page)
    await account.confirm('1')
    await expect(office.page.getByRole('dialog')).toContainText('请输入验证器显示的 6 位数字')
    await atDesk(office.page)
  })

  test(`Every page ${width}: the province's page`, async ({ stage, cast }) => {
    const province = await stage.province(screen)
    await province.page.goto('/province')
    await expect(province.main).toContainText(cast.twoLevels.name)
    await atDesk(province.page)
    await province.main.getByRole('listitem', { name: '档案信息登记' }).getByRole('button', { name: '开启' }).click()
    await expect(province.page.getByRole('dialog', { name: '开启档案信息登记' })).toBeVisible()
    await atDesk(province.page)
  })
}
