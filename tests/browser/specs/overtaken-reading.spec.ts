import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { departmentOf } from '../platform/people.ts'

/** Holds the next answer to a reading back, as a slow network would; the result lets it through. */
async function holdAnswer(page: Page, address: RegExp): Promise<{ held: Promise<void>; letGo: () => void }> {
  let letGo = () => {}
  const allowed = new Promise<void>((resolve) => (letGo = resolve))
  let arrived = () => {}
  const held = new Promise<void>((resolve) => (arrived = resolve))
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch()
      arrived()
      await allowed
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  return { held, letGo }
}

test('EXT-05: a push that overtakes the reading of an item is not lost', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  const answer = await holdAnswer(office.page, new RegExp(`/api/v1/cases/${id}$`))
  await office.page.goto(`/staff/cases/${id}`)
  await office.isLive()
  await answer.held
  await stage.story.approve(departmentOf(school, person).login, id)
  await expect(office.desk).toBeVisible()
  answer.letGo()
  await expect(office.main).toContainText('学生已同意签约，等待学校审核')
  await expect(office.desk).toBeVisible()
})

test('EXT-05: a push that overtakes the reading of a list is not lost', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const office = await stage.reviewer(school, school.school_login)
  await office.home()
  const before = await office.waiting()
  const answer = await holdAnswer(office.page, /\/api\/v1\/cases\?/)
  await office.page.getByRole('link', { name: /^在线签约管理/ }).click()
  await answer.held
  await stage.story.approve(departmentOf(school, person).login, id)
  await expect(office.page.getByRole('link', { name: /^在线签约管理/ })).toHaveAccessibleName(`在线签约管理 ${before + 1} 条待处理`)
  answer.letGo()
  await expect(office.outdated).toBeVisible()
})
