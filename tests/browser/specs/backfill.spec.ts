import { expect, test } from '../fixtures.ts'
import { HandingIn } from '../pages/handingIn.ts'
import { inspect } from '../platform/inspect.ts'
import { named, Paperwork } from '../platform/paperwork.ts'
import { departmentOf } from '../platform/people.ts'
import { photographPage } from '../platform/photo.ts'
import { PHONE } from '../platform/stage.ts'

const FORM = '已签就业协议信息'

/** The pictures that are handed in with a form, on the screen where they are. */
async function toProof(me: HandingIn): Promise<void> {
  await me.page.goto('/graduate/kinds/backfill/form?at=files')
  await expect(me.main.getByRole('heading', { name: '证明材料', exact: true })).toBeVisible()
}

test('BAC-01, EXT-23: photos are judged on the phone, bound into one document, handed in and approved', async ({
  stage,
  cast,
}) => {
  const school = cast.twoLevels
  const [person, account] = [cast.graduate(school), cast.employer()]
  await new Paperwork(stage.story).drafted(person, named(account))
  const me = new HandingIn(await stage.graduate(person, PHONE), 'backfill')
  await me.page.goto('/graduate/cases')
  await me.main.getByRole('link', { name: /登记已签的纸质协议（补登）/ }).click()
  await me.draft.getByRole('link', { name: '继续填写' }).click()
  await expect(me.form(FORM).field('签订日期')).toBeVisible()
  await toProof(me)

  const [good, blurred, lying] = [
    await photographPage(me.page, {}),
    await photographPage(me.page, { blur: 24 }),
    await photographPage(me.page, { turned: true }),
  ]
  await me.photograph(blurred)
  const doubt = me.main.getByRole('group', {
    name: `检查照片：${blurred.name}`,
  })
  await expect(doubt).toContainText('照片不够清晰')
  await inspect(me.page)
  await doubt.getByRole('button', { name: '不用这张' }).click()
  await expect(doubt).toBeHidden()
  await me.photograph(lying)
  const turned = me.main.getByRole('group', {
    name: `检查照片：${lying.name}`,
  })
  await expect(turned).toContainText('文字好像是横着的')
  await turned.getByRole('button', { name: '仍然使用' }).click()
  await expect(me.files).toHaveCount(1)

  await me.hand(good, { ...lying, name: 'second.jpg' })
  const basket = me.main.getByRole('region', { name: '多张照片合成一份' })
  await expect(
    basket
      .getByRole('list', { name: '要合成的照片' })
      .getByRole('listitem')
      .filter({ hasText: /第 \d 页/ }),
  ).toHaveCount(2)
  await basket.getByRole('button', { name: '第 2 页移到前面' }).click()
  await expect(basket.getByText('second.jpg')).toBeVisible()
  await inspect(me.page)
  await basket.getByRole('button', { name: /合成并上传（2 页）/ }).click()
  await expect(me.files).toHaveCount(2)
  await expect(me.files.nth(1)).toContainText('PDF')
  await me.page.goto('/graduate/kinds/backfill/form?at=check')
  const id = await me.submit()
  await expect(me.main).toContainText('签约审核中，等待学院审核')

  await stage.story.sendBack(departmentOf(school, person).login, id, '协议书第一页不清晰', ['files'])
  await me.main.getByRole('link', { name: '修改并重新提交' }).click()
  await me.follow('证明材料')
  await me.main.getByRole('button', { name: '移除证明材料 1' }).click()
  await expect(me.files).toHaveCount(1)
  await me.readOver()
  await me.submit()
  await stage.story.approve(departmentOf(school, person).login, id)
  await stage.story.approve(school.school_login, id)
  await expect(me.main).toContainText('签约成功（补登）')
  await inspect(me.page)
})

test('BAC-02: it is taken back before any review, and what the school rejects is begun anew', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const [person, account] = [cast.graduate(school), cast.employer()]
  const id = await new Paperwork(stage.story).backfill(school, person, named(account))
  const me = new HandingIn(await stage.graduate(person, PHONE), 'backfill')
  await me.graduate.open(id)
  await me.main.getByRole('button', { name: '撤回补登' }).click()
  const sure = me.page.getByRole('dialog', { name: '撤回补登？' })
  await expect(sure).toContainText('撤回之后可以修改')
  await sure.getByRole('button', { name: '确认撤回补登' }).click()
  await me.open()
  await expect(me.main.getByRole('region', { name: '需要重新提交' })).toBeVisible()
  await inspect(me.page)
  await me.main.getByRole('link', { name: '去修改' }).click()
  await expect(me.main).toContainText('您已撤回这份补登')
  await me.page.goto(`/graduate/kinds/backfill/${id}?at=check`)
  await me.submit()
  await stage.story.review(school.school_login, id, {
    verdict: 'reject',
    reason: 'REJ_SEAL',
    details: '公章与单位名称不一致',
  })
  await expect(me.main).toContainText('审核不通过，已作废')
  await me.open()
  await expect(me.main.getByRole('link', { name: '开始填写' })).toBeVisible()
})
