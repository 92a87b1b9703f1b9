import { expect, test } from '../fixtures.ts'

test('EXT-09: a decision is taken back by one key while the next item is open, and nobody has heard of it', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[1]!
  const [first, second] = [cast.graduate(school, department), cast.graduate(school, department)]
  for (const person of [first, second]) await stage.story.signing(cast.employer(), school, person)
  const reviewer = await stage.reviewer(school, department.login)
  await reviewer.openList('?state=in_review_department')
  await reviewer.row(first.name).getByRole('link', { name: /^审核/ }).click()
  await expect(reviewer.main).toContainText(first.name)
  await expect(reviewer.desk.getByRole('button', { name: '审核通过' })).toBeEnabled()
  const address = reviewer.page.url()
  await reviewer.page.keyboard.press('a')
  await reviewer.page.keyboard.press('a')
  const bar = reviewer.done(`审核通过：${first.name}`)
  await expect(bar).toContainText('秒后生效')
  await expect(reviewer.page).not.toHaveURL(address)

  await reviewer.page.keyboard.press('u')
  await expect(reviewer.page).toHaveURL(address)
  await expect(bar).toBeHidden()
  await expect(reviewer.desk.getByRole('button', { name: '审核通过' })).toBeEnabled()

  await reviewer.page.keyboard.press('a')
  await reviewer.page.keyboard.press('a')
  await expect(bar).toBeVisible()
  const office = await stage.reviewer(school, school.school_login)
  await office.openList('?state=in_review_school')
  await expect(async () => {
    await office.openList('?state=in_review_school')
    await expect(office.row(first.name)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
})
