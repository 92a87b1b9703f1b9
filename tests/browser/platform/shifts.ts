import { expect, type Page } from '@playwright/test'

/** What moved, and how much of the window: https://web.dev/articles/cls. */
interface Shift {
  value: number
  moved: string
}
/** What a reader does not notice. */
const MOST = 0.1
/** A network that takes its time: what is asked for last comes visibly later. */
const LATENCY_MS = 40

/** From the next address on, everything on the page that moves by itself is written down. */
export async function watchShifts(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY_MS, downloadThroughput: -1, uploadThroughput: -1 })
  await page.addInitScript(() => {
    const shifts: Shift[] = []
    Object.assign(window, { shifts })
    const name = (node: Node | null) => (node instanceof Element ? `${node.tagName}.${node.className}` : (node?.textContent ?? ''))
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] })[]) {
        if (!entry.hadRecentInput) shifts.push({ value: entry.value, moved: entry.sources.map(({ node }) => name(node)).join(', ') })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Goes to an address and stays until nothing arrives any more: nothing that was shown has moved. */
export async function arrivesSteady(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' })
  await expect(page.getByRole('status', { name: '正在加载' })).toHaveCount(0)
  await stayedSteady(page)
}

/** Nothing that was shown has moved since the page began. */
export async function stayedSteady(page: Page): Promise<void> {
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)
  const sum = shifts.reduce((total, { value }) => total + value, 0)
  const moved = shifts.map((shift) => `${shift.value.toFixed(3)} ${shift.moved}`).join('; ')
  expect(sum, `${page.url()} moved: ${moved}`).toBeLessThanOrEqual(MOST)
}
