import { expect, test } from '../fixtures.ts'
import { Desk } from '../pages/desk.ts'
import type { Person } from '../pages/person.ts'
import { Registering } from '../pages/registering.ts'
import { pdfOf } from '../platform/pdf.ts'
import { stayedSteady, watchShifts } from '../platform/shifts.ts'
import { PHONE, type Stage } from '../platform/stage.ts'

interface Licence {
  creditCode: string
  name: string
  type: string
  content: Buffer
}

const RED = [255, 0, 0, 255]
const BLUE = [0, 0, 255, 255]

/** An employer that handed in this licence, on the desk of its province. */
async function handedIn(stage: Stage, { creditCode, name, type, content }: Licence): Promise<[Person, Desk]> {
  const visitor = await stage.visitor()
  await visitor.page.goto('/register')
  const newcomer = new Registering(visitor.page)
  await newcomer.register({ creditCode, name, login: creditCode.toLowerCase() })
  await newcomer.upload(`licence.${type.split('/')[1]}`, type, content)
  await expect(newcomer.licence).toContainText('更换文件')
  await newcomer.submit()
  await expect(newcomer.note).toContainText('待审核')
  const province = await stage.province()
  await province.page.goto('/province/employers')
  await province.main.getByRole('link', { name }).click()
  await province.page.waitForURL(/\/province\/employers\/./)
  return [province, new Desk(province.page)]
}

test('ACC-10: a licence of two pages is read on the desk, by keys that are no review’s', async ({ stage }) => {
  const content = pdfOf([1, 0, 0], [0, 0, 1])
  const [{ page, main }, desk] = await handedIn(stage, { creditCode: '91320106MAYYYYY39G', name: '示例双页有限公司', type: 'application/pdf', content })
  const [first, second] = [desk.sheet('营业执照，第 1 页，共 2 页'), desk.sheet('营业执照，第 2 页，共 2 页')]
  await expect(first).toBeVisible()
  await expect.poll(() => desk.colourOf(first)).toEqual(RED)
  await desk.holdsStill()

  await page.keyboard.press(']')
  await expect(second).toBeVisible()
  await expect.poll(() => desk.colourOf(second)).toEqual(BLUE)
  await desk.inView(second)
  await expect(desk.material.getByRole('button', { name: '下一页' })).toBeDisabled()

  await page.keyboard.press('t')
  await expect.poll(() => desk.isStanding(second)).toBe(false)
  await desk.inView(second)
  const fitted = await desk.percent()
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect.poll(() => desk.percent()).toBeGreaterThan(fitted)
  await page.keyboard.press('z')
  await expect(desk.scale).toHaveText('100%')
  await page.keyboard.press('0')
  await expect(desk.scale).toHaveText(`${fitted}%`)
  await expect.poll(() => desk.colourOf(second)).toEqual(BLUE)

  await page.keyboard.press('[')
  await expect(first).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '审核快捷键' })).toContainText('顺时针旋转 90°')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: '审核快捷键' })).toBeHidden()

  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: '材料：营业执照' })).toBeVisible()
  await expect.poll(async () => (await desk.stage.boundingBox())!.width).toBe(1440)
  await page.keyboard.press('a')
  await page.keyboard.press('f')
  await expect(page.getByRole('region', { name: '材料：营业执照' })).toBeVisible()
  await expect(main.getByRole('button', { name: '审核通过' })).toBeVisible()
  await page.keyboard.press('a')
  await page.keyboard.press('a')
  await expect(main).toContainText('目前没有需要审核的内容')
})

test('ACC-10: a licence as a picture is zoomed by key and by wheel, turned, dragged and downloaded', async ({ stage }) => {
  const painter = await stage.visitor()
  await painter.open()
  const content = await painter.page.screenshot()
  const [{ page }, desk] = await handedIn(stage, { creditCode: '91320106MAYYYYY47B', name: '示例图片有限公司', type: 'image/png', content })
  const sheet = desk.sheet('营业执照')
  await expect(sheet).toBeVisible()
  await desk.inView(sheet)
  const fitted = await desk.percent()
  await page.keyboard.press('+')
  await expect.poll(() => desk.percent()).toBeGreaterThan(fitted)
  await desk.stage.hover()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -600)
  await page.keyboard.up('Control')
  await expect.poll(() => desk.percent()).toBeGreaterThan(fitted * 2)

  const scrolled = () => desk.stage.evaluate((stage) => stage.scrollLeft)
  const before = await scrolled()
  const { x, y, width, height } = (await desk.stage.boundingBox())!
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + width / 2 - 80, y + height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(scrolled).toBeGreaterThan(before)

  await desk.material.getByRole('button', { name: '适合窗口' }).click()
  await desk.material.getByRole('button', { name: '顺时针旋转 90°' }).click()
  await expect.poll(() => desk.isStanding(sheet)).toBe(true)
  await desk.inView(sheet)
  const [download] = await Promise.all([page.waitForEvent('download'), desk.material.getByRole('link', { name: '下载营业执照' }).click()])
  expect(download.suggestedFilename()).toMatch(/\.png$/)
})

test('ACC-10: of a file that is damaged or gone the desk says so, and what to do', async ({ stage }) => {
  const content = pdfOf([1, 0, 0])
  const [{ page, main }, desk] = await handedIn(stage, { creditCode: '91320106MAYYYYY556', name: '示例损坏有限公司', type: 'application/pdf', content })
  await expect(desk.sheet(/^营业执照/)).toBeVisible()
  const file = (await desk.material.getByRole('link', { name: '下载营业执照' }).getAttribute('href'))!
  await page.route(`**${file}`, (route) => route.fulfill({ contentType: 'application/pdf', body: 'half a file' }))
  await page.reload()
  await expect(desk.material).toContainText('文件已损坏，无法显示')
  await expect(desk.material).toContainText('请退回，由提交人重新上传')
  await expect(main.getByRole('button', { name: '退回修改' })).toBeEnabled()

  await page.unroute(`**${file}`)
  stage.watch.expect(`GET ${file} 404`)
  await page.route(`**${file}`, (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }))
  await desk.material.getByRole('button', { name: '重新加载' }).click()
  await expect(desk.material).toContainText('文件不存在或已被更换')
  await page.unroute(`**${file}`)
  await desk.material.getByRole('button', { name: '重新加载' }).click()
  await expect(desk.sheet(/^营业执照/)).toBeVisible()
})

test('ACC-10: nothing moves while a licence arrives; on a phone it stands between what to check and what was filled in', async ({ stage }) => {
  const content = pdfOf([1, 0, 0])
  const [{ page }, desk] = await handedIn(stage, { creditCode: '91320106MAYYYYY631', name: '示例稳定有限公司', type: 'application/pdf', content })
  await watchShifts(page)
  await page.reload()
  await expect(desk.sheet(/^营业执照/)).toBeVisible()
  await stayedSteady(page)

  const phone = await stage.province(PHONE)
  const narrow = new Desk(phone.page)
  await watchShifts(phone.page)
  await phone.page.goto(page.url())
  await expect(narrow.sheet(/^营业执照/)).toBeVisible()
  await stayedSteady(phone.page)
  const order = [narrow.group('核对执照'), narrow.material, narrow.group('单位信息'), narrow.group('办理记录')]
  const tops: number[] = []
  for (const part of order) tops.push((await part.boundingBox())!.y)
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
  await narrow.inView(phone.main.getByRole('group', { name: '审核操作' }))
})
