import { expect, type Locator, type Page } from '@playwright/test'
import { test } from '../fixtures.ts'
import type { Account, Graduate } from '../platform/people.ts'
import { arrivesSteady, watchShifts } from '../platform/shifts.ts'
import { DESK, PHONE } from '../platform/stage.ts'
import { Story } from '../platform/story.ts'

// One world, one after the other.
test.describe.configure({ mode: 'default' })

const SMALL_DESK = { viewport: { width: 1280, height: 720 } }
const SCREENS = [
  { width: '1440 px', screen: DESK },
  { width: '1280 px', screen: SMALL_DESK },
  { width: '390 px', screen: PHONE },
]
const MANY = 30

interface World {
  employer: Account
  waiting: string
  invited: { person: Graduate; case: string }
}
let world: World

test.beforeAll(async ({ server, cast }) => {
  const story = new Story(server, cast.people.password)
  const school = cast.twoLevels
  const department = school.departments[0]!
  const employer = cast.employer()
  const waiting: string[] = []
  for (let count = 0; count < MANY; count += 1) waiting.push(await story.signing(employer, school, cast.graduate(school, department)))
  const person = cast.graduate(school, department)
  world = { employer, waiting: waiting[0]!, invited: { person, case: await story.invitation(employer, school, person) } }
})

async function steady(page: Page, paths: string[]): Promise<void> {
  await watchShifts(page)
  for (const path of paths) await arrivesSteady(page, path)
}

for (const { width, screen } of SCREENS) {
  test(`Nothing moves under the reader’s eyes at ${width}: the reviewers’ pages`, async ({ stage, cast }) => {
    const school = cast.twoLevels
    stage.watch.expect('GET /api/v1/modules/archive 409')
    const [department, office] = await Promise.all([
      stage.reviewer(school, school.departments[0]!.login, screen),
      stage.reviewer(school, school.school_login, screen),
    ])
    await steady(department.page, ['/staff', '/staff/cases', '/staff/cases?state=waiting_department', '/staff/roster', '/ems'])
    await steady(office.page, [
      '/staff', '/staff/cases?state=all', `/staff/cases/${world.waiting}`, '/staff/roster', '/staff/reveals', '/staff/deliveries', '/staff/flagged',
      '/staff/invalidated', '/staff/settings', '/staff/modules/archive', '/ems', '/ems/accounts', '/ems/sync', '/account',
    ])
  })

  test(`Nothing moves under the reader’s eyes at ${width}: the parties’ pages`, async ({ stage }) => {
    const { invited, employer } = world
    const [graduate, company] = await Promise.all([stage.graduate(invited.person, screen), stage.employer(employer, screen)])
    await steady(graduate.page, ['/graduate', '/graduate/cases', `/graduate/cases/${invited.case}`, '/account'])
    await steady(company.page, [
      '/employer', '/employer/cases', `/employer/cases/${world.waiting}`, '/employer/invite', '/employer/bulk', '/employer/profile', '/account',
    ])
  })

  test(`Nothing moves under the reader’s eyes at ${width}: the province’s and everybody’s pages`, async ({ stage, cast }) => {
    const [province, visitor] = await Promise.all([stage.province(screen), stage.visitor(screen)])
    await steady(province.page, ['/province', '/province/employers?state=all', '/ems/schools', `/ems/schools/${cast.twoLevels.school}`])
    await steady(visitor.page, ['/login', '/register', '/guides/school'])
  })
}

/** Whole, and nothing of it behind an edge. */
async function inReach(cell: Locator): Promise<void> {
  const actions = cell.getByRole('button').or(cell.getByRole('link'))
  await expect(actions.first()).toBeVisible()
  for (const action of await actions.all()) await expect(action).toBeInViewport({ ratio: 1 })
  const cut = await cell.evaluate((td) => td.scrollWidth > td.clientWidth || td.scrollHeight > td.clientHeight + 1)
  expect(cut, await cell.innerText()).toBe(false)
}

test('SIG-02, EXT-18: at 1280 × 720 what can be done with a row is in view on every list', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [office, province, company] = await Promise.all([
    stage.reviewer(school, school.school_login, SMALL_DESK),
    stage.province(SMALL_DESK),
    stage.employer(world.employer, SMALL_DESK),
  ])
  const lists: [Page, string, string][] = [
    [office.page, '/staff/cases?state=all', '签约列表'],
    [office.page, '/ems', '学生名单'],
    [office.page, '/ems/accounts', '账号'],
    [company.page, '/employer/cases', '签约列表'],
    [province.page, '/ems/schools', '院校'],
  ]
  for (const [page, path, name] of lists) {
    await page.goto(path)
    await inReach(page.getByRole('table', { name }).locator('td.pinned:has(a, button)').first())
  }
  await office.openList('?state=all')
  await expect(office.list.getByRole('columnheader', { name: /^审核人/ })).toBeInViewport({ ratio: 1 })
  for (const words of await office.list.locator('.state > span').all()) {
    expect(await words.evaluate((span) => span.scrollHeight <= span.clientHeight + 1)).toBe(true)
  }
})
