import { expect, test } from '../fixtures.ts'

test('SIG-02, EXT-18: the list opens with the guide’s filter, and one click brings back what this person used last', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const office = await stage.reviewer(school, school.school_login)
  await office.openList()
  const last = office.filters.getByRole('button', { name: /^上次的筛选/ })
  await expect(last).toHaveCount(0)
  await office.chooseFilter('签约发起方', '单位')
  await office.chooseFilter('签约状态', '全部签约状态')
  await expect(office.page).toHaveURL(/initiator=employer/)

  await office.openList()
  await expect(last).toHaveText('上次的筛选：全部签约状态，单位发起')
  await last.click()
  await expect(office.page).toHaveURL(/state=all/)
  await expect(office.page).toHaveURL(/initiator=employer/)
  await expect(last).toHaveCount(0)
})
