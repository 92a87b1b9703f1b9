import { expect, test } from '../fixtures.ts'

test('EXT-07: rows of a list are decided together, after a preview that says what is blocked', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const department = school.departments[2]!
  const people = Array.from({ length: 3 }, () => cast.graduate(school, department))
  for (const person of people) await stage.story.signing(cast.employer(), school, person)
  const reviewer = await stage.reviewer(school, department.login)
  await reviewer.openList('?state=in_review_department')
  for (const person of people) await reviewer.row(person.name).getByRole('checkbox').check()
  const bar = reviewer.page.getByRole('group', { name: '批量操作' })
  await expect(bar).toContainText('已选中 3 条')

  // A colleague is faster with one of them: what was chosen has changed.
  const colleague = await stage.reviewer(school, department.login)
  await colleague.openList('?state=in_review_department')
  await colleague.row(people[0]!.name).getByRole('link', { name: /^审核/ }).click()
  await colleague.approve()
  await expect(colleague.done('审核通过')).toBeVisible()

  await bar.getByRole('button', { name: '批量审核通过' }).click()
  await expect(reviewer.main.getByRole('heading', { level: 1 })).toHaveText('批量审核通过：3 条')
  await expect(reviewer.main).toContainText('可以办理 2 条，另有 1 条不能办理')
  await expect(reviewer.main).toContainText('批量办理的决定立即生效并通知对方，不能像逐条办理那样在 10 秒内撤回')
  await reviewer.main.getByRole('button', { name: '开始办理 2 条' }).click()
  await expect(reviewer.main).toContainText('已办理 2 条')
  await expect(reviewer.main.getByRole('link', { name: '下载结果' })).toBeVisible()

  await reviewer.page.goto('/staff/batches')
  await expect(reviewer.page.getByRole('table', { name: '批量办理记录' })).toContainText('已办完')
})
