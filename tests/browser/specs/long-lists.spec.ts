import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

interface Scrolled {
  frames: number
  /** Most rows that the document had in any frame. */
  most: number
  /** Times between frames, in milliseconds. */
  p50: number
  p95: number
}

/** Scrolls the table's frame to its end, some screens a frame, as fast as the page draws. */
const scrollThrough = (page: Page): Promise<Scrolled> =>
  page.getByRole('region', { name: '学生名单，可滚动' }).evaluate(async (frame) => {
    const frameTime = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const times: number[] = []
    let most = 0
    let before = await frameTime()
    while (frame.scrollTop + frame.clientHeight < frame.scrollHeight - 1) {
      frame.scrollTop += 2_000
      const now = await frameTime()
      times.push(now - before)
      before = now
      most = Math.max(most, frame.querySelectorAll('tr').length)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => Math.round(times[Math.floor(times.length * share)]!)
    return { frames: times.length, most, p50: at(0.5), p95: at(0.95) }
  })

test('ROS-01, EXT-18: a roster of 20,000 is scrolled, walked by keys, searched by pinyin and sent as a link', async ({ crowded }) => {
  const school = crowded.cast.twoLevels
  const office = await crowded.reviewer(school, school.school_login)
  const { page } = office
  await page.goto('/staff/roster')
  const table = page.getByRole('table', { name: '学生名单' })
  const at = (row: number) => table.locator(`tr[aria-rowindex="${row + 1}"]`)
  await expect(office.turner).toContainText('共 20,000 条')
  await expect(table).toHaveAttribute('aria-rowcount', '20001')

  const scrolled = await scrollThrough(page)
  test.info().annotations.push({ type: 'frames', description: JSON.stringify(scrolled) })
  expect(scrolled.frames).toBeGreaterThan(100)
  expect(scrolled.most).toBeLessThan(80)
  await expect(at(20_000)).toContainText(/\d{4} 届/)
  await expect(office.turner).toContainText('第 400 页，共 400 页')
  await expect(at(1)).toHaveCount(0)

  await page.getByRole('region', { name: '学生名单，可滚动' }).press('Home')
  await expect(at(1)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(at(2)).toBeFocused()
  await page.keyboard.press('End')
  await expect(at(20_000)).toBeFocused()
  await office.turner.getByRole('textbox', { name: '跳到第几页' }).fill('200')
  await office.turner.getByRole('button', { name: '跳转' }).click()
  await expect(office.turner).toContainText('第 200 页')
  await expect(at(9_951)).toBeInViewport()

  const search = page.getByRole('search', { name: '筛选学生名单' })
  await search.getByRole('textbox').fill('ouyang')
  await search.getByRole('button', { name: '查询' }).click()
  await expect(at(1)).toContainText('欧阳')
  const found = await office.turner.textContent()
  const colleague = await crowded.reviewer(school, school.school_login)
  await colleague.page.goto(page.url())
  await expect(colleague.turner).toHaveText(found!)
  await expect(colleague.page.getByRole('table', { name: '学生名单' }).locator('tr[aria-rowindex="2"]')).toContainText('欧阳')
})

test('EXT-18: columns and their widths are remembered', async ({ stage, cast }) => {
  const school = cast.twoLevels
  const { page } = await stage.reviewer(school, school.school_login)
  await page.goto('/staff/roster')
  const edge = page.getByRole('separator', { name: '专业列宽' })
  const width = async () => Number(await edge.getAttribute('aria-valuenow'))
  const before = await width()
  await edge.press('ArrowRight')
  await edge.press('ArrowRight')
  await expect.poll(width).toBe(before + 32)
  const box = (await edge.boundingBox())!
  await page.mouse.move(box.x + 3, box.y + 5)
  await page.mouse.down()
  await page.mouse.move(box.x + 63, box.y + 5)
  await page.mouse.up()
  const dragged = await width()
  expect(dragged).toBeGreaterThan(before + 80)

  await page.getByRole('button', { name: '选择显示的列' }).click()
  await page.getByRole('list', { name: '显示的列' }).getByRole('checkbox', { name: '培养方式' }).uncheck()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: '培养方式' })).toHaveCount(0)
  expect(await width()).toBe(dragged)
})
