import { expect, test } from '../fixtures.ts'

test('EXT-08: full numbers are shown for a reason, and the showing is on record', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const id = await stage.story.signing(cast.employer(), school, person)
  const department = school.departments.find((one) => one.name === person.department)!
  const reviewer = await stage.reviewer(school, department.login)
  await reviewer.open(id)
  await expect(reviewer.main).toContainText('**********')
  await reviewer.main.getByRole('button', { name: '查看完整号码' }).click()
  const dialog = reviewer.page.getByRole('dialog', { name: `查看完整号码：${person.name}` })
  await dialog.getByRole('button', { name: '查看', exact: true }).click()
  await expect(dialog).toContainText('请选择查看原因')
  await dialog.getByText('联系毕业生本人').click()
  await dialog.getByRole('button', { name: '查看', exact: true }).click()
  await expect(dialog).toContainText(/\d{17}[\dX]/)
  await expect(dialog).toContainText(/1\d{10}/)
  await dialog.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(reviewer.main).not.toContainText(/\d{17}[\dX]/)

  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto('/staff/reveals')
  const record = office.page.getByRole('table', { name: '查看记录' }).getByRole('row').nth(1)
  await expect(record).toContainText(person.name)
  await expect(record).toContainText('联系毕业生本人')
  await expect(record).toContainText(department.name)
})

test('EXT-08: numbers can be seen from the roster too', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const person = cast.graduate(school)
  const office = await stage.reviewer(school, school.school_login)
  await office.page.goto(`/staff/roster?q=${person.exam_no}`)
  await office.page.getByRole('button', { name: `查看 ${person.name} 的完整号码` }).click()
  const dialog = office.page.getByRole('dialog')
  await dialog.getByText('核实并更正毕业生名单').click()
  await dialog.getByRole('button', { name: '查看', exact: true }).click()
  await expect(dialog).toContainText('本次查看已记录')
})
