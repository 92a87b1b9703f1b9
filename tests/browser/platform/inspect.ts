import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** What every page has to be at every width, whatever it shows: there, and no wider than its window. */
export async function glance(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: '正在加载' })).toHaveCount(0)
  await fitsItsWindow(page)
}

/** And without violations of WCAG 2.1 AA, by day and by night: this takes seconds, so once for each page. */
export async function inspect(page: Page): Promise<void> {
  await glance(page)
  await isAccessible(page, 'light', (axe) => axe.withTags(WCAG))
  // By night only colours differ.
  await isAccessible(page, 'dark', (axe) => axe.withRules('color-contrast'))
}

async function fitsItsWindow(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  expect(content, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(window!)
}

async function isAccessible(page: Page, colorScheme: 'light' | 'dark', rules: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await settled(page)
  // No page has frames: nothing has to be gathered on a page of its own. What is well need not be described node by node, which
  // takes most of the time on a page with a table.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await rules(axe).analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
  expect(found, `${page.url()}, ${colorScheme}`).toEqual([])
}

/** Colours are measured once nothing moves or is being read again any more; what moves for ever is decoration. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(ending.map((animation) => animation.finished))
  })
}
