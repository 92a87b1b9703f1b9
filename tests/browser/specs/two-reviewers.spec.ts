import type { Route } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { departmentOf } from '../platform/people.ts'
import type { Stage } from '../platform/stage.ts'

const nameOf = async (stage: Stage, login: string) => (await (await stage.story.as('school', login)).read<{ name: string }>('/session')).name

test('EXT-01: who may not decide yet looks on, and holds nothing; once a level has decided, the next is free to', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const departmentLogin = departmentOf(school, person).login
  const id = await stage.story.signing(cast.employer(), school, person)
  const [department, office] = await Promise.all([
    stage.reviewer(school, departmentLogin),
    stage.reviewer(school, school.school_login),
  ])
  const [departmentName, officeName] = await Promise.all([nameOf(stage, departmentLogin), nameOf(stage, school.school_login)])

  await office.open(id)
  await department.open(id)
  await expect(department.presence).toHaveText(`由您办理中，${officeName} 也在查看`)
  await expect(office.presence).toContainText(`${departmentName} 正在办理`)
  await department.approve()

  await expect(office.presence).toHaveText(`${departmentName} 也在查看`)
  await expect(office.desk.getByRole('button', { name: '审核通过' })).toBeEnabled()
})

test('EXT-01: two reviewers at one item see each other, and taking over asks first', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [one, other] = cast.colleagues(school)
  const person = cast.graduate(school, one)
  const id = await stage.story.signing(cast.employer(), school, person)
  const [first, second] = await Promise.all([stage.reviewer(school, one.login), stage.reviewer(school, other.login)])
  const [firstName, secondName] = await Promise.all([nameOf(stage, one.login), nameOf(stage, other.login)])

  await first.open(id)
  await second.open(id)
  await expect(second.presence).toContainText(`${firstName} 正在办理`)
  await expect(first.presence).toHaveText(`由您办理中，${secondName} 也在查看`)
  await expect(second.desk).toContainText('其他审核人正在办理，接手后才能操作')
  await expect(second.desk.getByRole('button', { name: '审核通过' })).toBeDisabled()

  await second.takeOver()
  await expect(first.main.getByRole('alert').filter({ hasText: '接手' })).toContainText(`${secondName} 已接手办理`)
  await expect(first.desk.getByRole('button', { name: '审核通过' })).toBeDisabled()
  for (const page of [first, second]) {
    await expect(page.lastStep).toContainText('接手办理')
    await expect(page.lastStep).toContainText(`此前由${firstName}办理`)
  }
  await second.approve()
  await expect(second.done(`审核通过：${person.name}`)).toBeVisible()
  await expect(first.main).toContainText('等待学校审核')
})

test('EXT-01, EXT-06: who was overtaken reads who decided what, and goes on to what waits next by button or key', async ({ mortal }) => {
  const { story, cast } = mortal
  const school = cast.schoolOnly
  const [one, other] = [cast.graduate(school), cast.graduate(school)]
  const id = await story.signing(cast.employer(), school, one)
  const next = await story.signing(cast.employer(), school, other)
  const slow = await mortal.reviewer(school, school.school_login)
  const name = await nameOf(mortal, school.school_login)
  await slow.open(id)
  await expect(slow.place).toContainText('1 / 2')
  await story.approve(school.school_login, id)
  await expect(slow.main.getByRole('alert')).toContainText(`${name}（学校） 于`)
  await expect(slow.main.getByRole('alert')).toContainText('学校鉴证通过')
  await expect(slow.main.getByRole('button', { name: /^下一条待鉴证/ })).toBeVisible()
  await slow.page.keyboard.press('j')
  await expect(slow.page).toHaveURL(new RegExp(next))
  await expect(slow.desk).toBeVisible()
})

test('EXT-01, EXT-06: the next item is one that no colleague is at', async ({ mortal }) => {
  const { story, cast } = mortal
  const school = cast.twoLevels
  const [one, other] = cast.colleagues(school)
  const people = [cast.graduate(school, one), cast.graduate(school, one), cast.graduate(school, one)] as const
  const ids: string[] = []
  for (const person of people) ids.push(await story.signing(cast.employer(), school, person))
  const [first, second] = await Promise.all([mortal.reviewer(school, one.login), mortal.reviewer(school, other.login)])
  await second.open(ids[1]!)
  await first.openList('?state=waiting_department')
  await expect(first.row(people[1].name)).toContainText('正在办理')
  await first.row(people[0].name).getByRole('link').first().click()
  await expect(first.place).toContainText('1 / 3')
  await first.page.keyboard.press('j')
  await expect(first.page).toHaveURL(new RegExp(ids[2]!))
})

test('EXT-01: an item is free again once its holder has left', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [one, other] = cast.colleagues(school)
  const id = await stage.story.signing(cast.employer(), school, cast.graduate(school, one))
  const [first, second] = await Promise.all([stage.reviewer(school, one.login), stage.reviewer(school, other.login)])
  await first.open(id)
  await second.open(id)
  await expect(second.desk.getByRole('button', { name: '审核通过' })).toBeDisabled()
  await first.page.close()
  await expect(second.desk.getByRole('button', { name: '审核通过' })).toBeEnabled()
  await expect(second.presence).toHaveCount(0)
})

test('EXT-01: the second decision on an item is answered with what happened, and changes nothing', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const [one, other] = cast.colleagues(school)
  const person = cast.graduate(school, one)
  const id = await stage.story.signing(cast.employer(), school, person)
  const [quick, slow] = await Promise.all([stage.reviewer(school, one.login), stage.reviewer(school, other.login)])
  await slow.open(id)
  stage.watch.expect(`POST /api/v1/cases/${id}/review 409`)

  let held: Route | undefined
  await slow.page.route('**/review?*', (route) => void (held = route))
  await slow.armApproval()
  await slow.confirmApproval()
  await expect.poll(() => held).toBeDefined()
  await quick.open(id)
  await quick.takeOver()
  await quick.reject('其他', '材料需要重新核对。')
  await expect(quick.done(`审核不通过：${person.name}`)).toBeVisible()
  await held?.continue()

  await expect(slow.main.getByRole('alert').filter({ hasText: '10 秒内可撤回' })).toBeVisible()
  await expect(slow.main).toContainText('审核不通过，签约失败')
  await expect(slow.desk).toHaveCount(0)
})

test('EXT-01: who only looks on sees the decision fall, and is told to read again', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const reviewer = await stage.reviewer(school, school.school_login)
  await reviewer.open(id)
  await reviewer.armApproval()
  await stage.story.approve(school.school_login, id)
  await expect(reviewer.main.getByRole('alert')).toContainText('学校鉴证通过')
  await expect(reviewer.page.getByRole('button', { name: /^确认.*通过/ })).toHaveCount(0)
})

test('EXT-01: who is at an item is seen in the list, and that they left', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const [list, other] = await Promise.all([stage.reviewer(school, school.school_login), stage.reviewer(school, school.school_login)])
  await list.openList(`?state=all&q=${person.exam_no}`)
  await expect(list.row(person.name)).toBeVisible()
  await other.open(id)
  await expect(list.row(person.name)).toContainText('正在办理')
  await other.home()
  await expect(list.row(person.name)).not.toContainText('正在办理')
})
