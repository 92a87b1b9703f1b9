import { loadavg } from 'node:os'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

/** Pixels scrolled a frame: what a wheel does, and pulling the bar. */
const SPEEDS = [800, 4_000]
/** Initials of a name, a whole syllable of one, characters, and somebody who is not there. */
const SOUGHT = ['oy', 'zxm', 'ouyang', '欧阳', 'qqqq']

const inMs = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
}
const say = (words: string) => process.stdout.write(`${words} (load average ${loadavg()[0]!.toFixed(1)})\n`)

/** From the first row to the last; the times between frames. */
const scrolled = (page: Page, pixels: number): Promise<number[]> =>
  page.getByRole('region', { name: '学生名单，可滚动' }).evaluate(async (frame, step) => {
    const drawn = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const times: number[] = []
    frame.scrollTop = 0
    let before = await drawn()
    while (frame.scrollTop + frame.clientHeight < frame.scrollHeight - 1) {
      frame.scrollTop += step
      const now = await drawn()
      times.push(now - before)
      before = now
    }
    return times
  }, pixels)

/** From the first key and from 「查询」 to the frame that shows what was found. */
async function searched(page: Page, text: string): Promise<{ key: number; asked: number }> {
  // Within an object, so that nobody waits for the answer before the question.
  const watch = await page.getByRole('main').evaluateHandle((main) => {
    const answer = new Promise<{ key: number; asked: number }>((resolve) => {
      let [key, asked] = [0, 0]
      const total = () => main.querySelector('nav')?.textContent
      const before = total()
      const observer = new MutationObserver(() => {
        if (!asked || total() === before) return
        observer.disconnect()
        requestAnimationFrame((now) => resolve({ key: now - key, asked: now - asked }))
      })
      main.addEventListener('input', () => (key ||= performance.now()))
      main.addEventListener('submit', () => (asked = performance.now()))
      observer.observe(main, { subtree: true, childList: true, characterData: true })
    })
    return { answer }
  })
  await page.getByRole('search', { name: '筛选学生名单' }).getByRole('textbox').pressSequentially(text)
  await page.keyboard.press('Enter')
  return watch.evaluate(({ answer }) => answer)
}

test('「学生名单管理」 of a school of 20,000: frames while scrolling, and how soon a search is answered', async ({ crowded }) => {
  const school = crowded.cast.twoLevels
  const { page, turner } = await crowded.reviewer(school, school.school_login)
  await page.goto('/staff/roster')
  await expect(turner).toContainText('共 20,000 条')
  for (const pixels of SPEEDS) {
    const times = await scrolled(page, pixels)
    say(`scrolled by ${pixels} px a frame, ${times.length} frames: ${inMs(times)}`)
  }
  for (const text of SOUGHT) {
    await page.goto('/staff/roster')
    await expect(turner).toContainText('共 20,000 条')
    const { key, asked } = await searched(page, text)
    const found = (await turner.count()) ? (await turner.textContent())!.split('条')[0] : '没有'
    say(`「${text}」, ${found!.trim()}: ${asked.toFixed(0)} ms after 「查询」, ${key.toFixed(0)} ms after the first key`)
  }
})
