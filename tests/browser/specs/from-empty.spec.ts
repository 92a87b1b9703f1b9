import type { Page } from '@playwright/test'
import { expect, test as base } from '../fixtures.ts'
import { codeIn, type Code } from '../pages/codeDialog.ts'
import { Employer } from '../pages/employer.ts'
import { Ems } from '../pages/ems.ts'
import { GraduateOnPhone } from '../pages/graduate.ts'
import { Minister } from '../pages/minister.ts'
import { Registering } from '../pages/registering.ts'
import { Reviewer } from '../pages/reviewer.ts'
import { Settings } from '../pages/settings.ts'
import { SignInPage } from '../pages/signIn.ts'
import { Bare } from '../platform/bare.ts'
import { invitationFile } from '../platform/bulk.ts'
import type { Entrance } from '../platform/caller.ts'
import { inventedIdNo, rosterFile } from '../platform/roster.ts'
import { DESK, PHONE } from '../platform/stage.ts'
import { Watch } from '../platform/watch.ts'

const PASSWORD = 'a-new-password-2027'
const SCHOOL = { school: '10003', name: '东示范大学' }
const EMPLOYER = { creditCode: '91630104MAYYYYYY22', name: '示范云科技有限公司', login: 'yun-hr', place: '城西区' }
const DEPARTMENTS = ['数学学院', '物理学院', '化学学院', '文学院', '法学院']
const ROWS = 5_000

const person = (serial: number) => ({
  name: `周${['新', '明', '文', '德'][serial % 4]}${['语', '远', '清', '华'][serial % 3]}`,
  idNo: inventedIdNo(serial),
  examNo: `233301${String(serial).padStart(8, '0')}`,
  department: DEPARTMENTS[serial % DEPARTMENTS.length]!,
})

interface World {
  server: Bare
  /** A new browser. */
  visit(screen?: typeof DESK): Promise<SignInPage>
  /** A new browser in which an account was made usable with its one-time code. */
  arrive(entrance: Entrance, code: Code, screen?: typeof DESK): Promise<Page>
}

/** Nothing takes effect without the handler whom the agreement names; the page says so and leads there (SET-05). */
async function handlerFirst(office: Reviewer): Promise<void> {
  await expect(office.desk).toContainText('尚未提交本专科协议经办人')
  await expect(office.desk.getByRole('button', { name: '鉴证通过', exact: true })).toHaveCount(0)
  await office.desk.getByRole('link', { name: '前往签约设置' }).click()
  await Settings.of(office).submitHandler('周经办')
  await office.page.goBack()
}

const test = base.extend<{ world: World }>({
  world: async ({ browser }, use) => {
    const server = await Bare.start('serve')
    const watch = new Watch()
    const visit = async (screen = DESK) => {
      const context = await browser.newContext({ ...screen, baseURL: server.origin })
      watch.on(context)
      const visitor = new SignInPage(await context.newPage())
      await visitor.open()
      return visitor
    }
    const arrive = async (entrance: Entrance, { login, code }: Code, screen = DESK) => {
      const visitor = await visit(screen)
      await visitor.choose(entrance)
      await visitor.activate(login, code, PASSWORD)
      await expect(visitor.page).not.toHaveURL(/\/login/)
      return visitor.page
    }
    await use({ server, visit, arrive })
    await Promise.all(browser.contexts().map((context) => context.close()))
    await server.destroy()
    expect(watch.complaints).toEqual([])
  },
})

test('ACC-02 ACC-10 ROS-01 SIG-05 SIG-09 SYN-01: from an empty system to a reported agreement, on pages alone', async ({ world }) => {
  test.setTimeout(300_000)
  const operator = (login: string) => ({ login, code: world.server.code(login) })

  const minister = new Minister(await world.arrive('province', operator('63')))
  const first = await test.step('the province sets its agreement type, founds a school and makes its first user', async () => {
    const types = Settings.of(minister)
    await types.button('两方协议', '设为两方协议').click()
    await types.confirm('两方协议')
    await expect(types.item('两方协议')).toContainText('当前类型')
    await minister.arrive()
    await minister.found(SCHOOL.school, SCHOOL.name)
    return minister.addAccount('魏新任')
  })

  const office = new Reviewer(await world.arrive('school', first), '鉴证')
  const keeper = new Ems(office.page)
  await test.step('the school uploads a roster of 5,000 and follows it', async () => {
    await keeper.arrive(false)
    await keeper.main.getByRole('button', { name: '上传名单' }).first().click()
    await keeper.upload.getByLabel('名单文件').setInputFiles(rosterFile(SCHOOL, Array.from({ length: ROWS }, (_, at) => person(at + 1))))
    await expect(keeper.upload.getByRole('progressbar')).toBeVisible()
    await expect(keeper.result.getByRole('status')).toHaveText('导入完成，共 5,000 行', { timeout: 120_000 })
    await expect(keeper.figure('新增')).toHaveText('5,000')
    await keeper.result.getByRole('link', { name: '前往账号管理' }).click()
  })

  const codes: Record<string, Code> = {}
  await test.step('and makes an account for every department', async () => {
    for (const name of DEPARTMENTS) {
      await keeper.missing.getByRole('button', { name: `为${name}新建账号` }).click()
      const form = keeper.page.getByRole('dialog', { name: '新建院系账号' })
      await form.getByLabel('使用人姓名', { exact: true }).fill('冯老师')
      await form.getByRole('button', { name: '新建账号' }).click()
      codes[name] = await codeIn(keeper.code)
      await keeper.code.getByRole('button', { name: '已记下，关闭' }).click()
      await expect(keeper.code).toBeHidden()
    }
    // Their users have still to come in with their codes.
    await expect(keeper.missing.getByRole('button')).toHaveCount(0)
    await expect(keeper.missing).toContainText('账号待启用')
  })

  await test.step('it has departments review first, and opens signing', async () => {
    await office.page.goto('/staff/settings')
    const settings = Settings.of(office)
    await settings.button('先院系再校级审核', '改为此方式').click()
    await expect(settings.item('先院系再校级审核')).toContainText('当前方式')
    await expect(settings.item('在线签约')).toContainText('尚未提交协议经办人')
    await settings.button('在线签约', '开启').click()
    await settings.confirm('开启')
    await expect(settings.item('在线签约')).toContainText('已开启')
    await office.page.goto('/staff')
    const steps = office.main.getByRole('region', { name: '开始使用' })
    await expect(steps).toContainText('已完成 4 / 5')
    await expect(steps.getByRole('link')).toHaveText(['填写经办人'])
  })

  const who = person(7)
  const graduate = await test.step('graduates of a department get their codes, and one signs in', async () => {
    await keeper.open()
    const rows = await keeper.activationCodes(who.department)
    expect(rows).toHaveLength(ROWS / DEPARTMENTS.length)
    const code = rows.find((row) => row.includes(who.examNo))!.at(-1)!
    return new GraduateOnPhone(await world.arrive('graduate', { login: who.idNo, code }, PHONE))
  })
  const department = new Reviewer(await world.arrive('school', codes[who.department]!), '鉴证')

  const employer = await test.step('an employer registers with its licence, and the province verifies it', async () => {
    const visitor = await world.visit()
    await visitor.choose('employer')
    await visitor.page.getByRole('link', { name: '用人单位注册' }).click()
    const newcomer = new Registering(visitor.page)
    await newcomer.register(EMPLOYER)
    await newcomer.upload('licence.png', 'image/png', await newcomer.page.screenshot())
    await newcomer.submit()
    await expect(newcomer.note).toContainText('待审核')
    await minister.page.goto('/province/employers')
    await minister.main.getByRole('link', { name: EMPLOYER.name }).click()
    await minister.main.getByRole('button', { name: '审核通过' }).click()
    await minister.main.getByRole('button', { name: '确认审核通过' }).click()
    await expect(newcomer.note).toContainText('已通过')
    return new Employer(newcomer.page)
  })

  const id = await test.step('it invites the whole department in one file', async () => {
    await employer.page.goto('/employer/bulk')
    const wanted = [7, 12, 17, 22].map(person)
    const lines = wanted.map(({ name, examNo, department }) => ({ school: SCHOOL, person: { name, exam_no: examNo, department } }))
    await employer.main.getByLabel('签约邀请文件').setInputFiles(invitationFile(lines))
    await employer.main.getByRole('button', { name: '确认发送 4 份邀请' }).click()
    const result = employer.main.getByRole('region', { name: '逐行结果', exact: true })
    await expect(result.getByRole('status')).toHaveText('全部发出，共 4 份邀请')
    await result.getByRole('row').filter({ hasText: who.name }).first().getByRole('link', { name: '查看邀请' }).click()
    await employer.page.waitForURL(/\/employer\/cases\/./)
    return new URL(employer.page.url()).pathname.split('/').at(-1)!
  })

  await test.step('the graduate accepts, department and school approve', async () => {
    await graduate.home()
    await graduate.openInvitation()
    await graduate.accept()
    for (const reviewer of [department, office]) {
      await expect(async () => {
        await reviewer.open(id)
        await expect(reviewer.desk).toBeVisible({ timeout: 2_000 })
      }).toPass()
      if (reviewer === office) await handlerFirst(office)
      await reviewer.approve()
      await expect(reviewer.done(`鉴证通过：${who.name}`)).toBeVisible()
    }
    await expect(employer.main).toContainText('签约成功')
    await expect(graduate.main).toContainText('签约成功')
  })

  await test.step('the EMS shows the destination, and what hangs on it', async () => {
    await expect(async () => {
      await keeper.open(`?q=${who.examNo}`)
      await expect(keeper.roster).toContainText(EMPLOYER.name, { timeout: 2_000 })
    }).toPass()
    const papers = await keeper.papers(who.name)
    await expect(papers.field('报到单位名称')).toHaveValue(EMPLOYER.name)
  })
})
