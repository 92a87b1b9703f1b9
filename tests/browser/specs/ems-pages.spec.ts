import { expect, test } from '../fixtures.ts'
import { Minister } from '../pages/minister.ts'
import { inspect } from '../platform/inspect.ts'
import { DESK, PHONE } from '../platform/stage.ts'

for (const [width, screen] of Object.entries({ 'at 1440 px': DESK, 'at 390 px': PHONE })) {
  test(`WCAG 2.1 AA ${width}: a province at the employment management system`, async ({ stage, cast }) => {
    const minister = new Minister((await stage.province(screen)).page)
    await minister.open()
    await expect(minister.schools).toBeVisible()
    await inspect(minister.page)
    await minister.main.getByRole('button', { name: '新建院校' }).click()
    const founding = minister.page.getByRole('dialog', { name: '新建院校' })
    await founding.getByRole('button', { name: '新建院校' }).click()
    await expect(founding).toContainText('请填写院校名称')
    await inspect(minister.page)
    await minister.page.goto(`/ems/schools/${cast.twoLevels.school}`)
    await expect(minister.accounts).toBeVisible()
    await inspect(minister.page)
    await minister.main.getByRole('button', { name: '新建学校账号' }).click()
    await expect(minister.page.getByRole('dialog', { name: '新建学校账号' })).toBeVisible()
    await inspect(minister.page)
  })

  test(`WCAG 2.1 AA ${width}: papers and activation codes`, async ({ stage, cast }) => {
    const person = cast.graduate(cast.twoLevels)
    const keeper = await stage.keeper(cast.twoLevels, screen)
    await keeper.open(`?q=${person.exam_no}`)
    const papers = await keeper.papers(person.name)
    await papers.pick('填写报到证信息', '是')
    await papers.pick('填写档案转寄信息', '是')
    await papers.form.getByRole('button', { name: '保存修改' }).click()
    await expect(papers.form).toContainText('请填写档案转寄单位邮编')
    await inspect(keeper.page)
    await papers.form.getByRole('button', { name: '取消' }).click()
    await expect(papers.form).toBeHidden()
    await keeper.main.getByRole('button', { name: '生成激活码' }).click()
    const codes = keeper.page.getByRole('dialog', { name: '生成激活码' })
    await codes.getByRole('button', { name: '生成并下载' }).click()
    await expect(codes).toContainText('请选择院系')
    await inspect(keeper.page)
  })

  test(`WCAG 2.1 AA ${width}: a graduate's contact`, async ({ stage, cast }) => {
    const graduate = await stage.graduate(cast.graduate(cast.twoLevels), screen)
    await graduate.page.goto('/account')
    const panel = graduate.page.getByRole('region', { name: '联系方式' })
    await expect(panel).toContainText('手机号码')
    await inspect(graduate.page)
    await panel.getByRole('button', { name: '修改联系方式' }).click()
    await panel.getByRole('button', { name: '保存' }).click()
    await expect(panel).toContainText('请输入 11 位手机号码')
    await inspect(graduate.page)
  })
}
