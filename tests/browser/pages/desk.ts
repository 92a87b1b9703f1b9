import { expect, type Locator, type Page } from '@playwright/test'

/** The frame in which everything is reviewed: columns that scroll by themselves, and what decides always in view. */
export class Desk {
  readonly form: Locator
  readonly material: Locator
  readonly stage: Locator
  readonly scale: Locator
  private readonly main: Locator

  constructor(readonly page: Page) {
    this.main = page.getByRole('main')
    this.form = this.main.getByRole('group', { name: '填写内容' })
    // In full screen it lies over the page and is a dialog.
    this.material = page.getByRole('region', { name: /^材料：/ }).or(page.getByRole('dialog', { name: /^材料：/ }))
    this.stage = this.material.getByRole('group', { name: '材料内容' })
    this.scale = this.material.getByRole('status', { name: /^显示比例/ })
  }

  group(title: string): Locator {
    return this.main.getByRole('region', { name: title, exact: true })
  }

  sheet(name: string | RegExp): Locator {
    return this.stage.getByRole('img', { name })
  }

  /** Whole, and not behind the edge of a column either. */
  async inView(...parts: Locator[]): Promise<void> {
    for (const part of parts) await expect(part).toBeInViewport({ ratio: 1 })
  }

  /** The window holds the page: neither it nor the form is longer. */
  async holdsStill(): Promise<void> {
    const [page, window] = await this.page.evaluate(() => [document.documentElement.scrollHeight, innerHeight])
    expect(page).toBe(window)
  }

  async formEnds(): Promise<boolean> {
    return this.form.evaluate((column) => column.scrollHeight <= column.clientHeight)
  }

  async percent(): Promise<number> {
    return Number((await this.scale.innerText()).replace('%', ''))
  }

  /** Higher than wide, as it lies on the stage. */
  async isStanding(sheet: Locator): Promise<boolean> {
    const { width, height } = (await sheet.boundingBox())!
    return height > width
  }

  /** The colour in the middle of a page as it is drawn. */
  async colourOf(sheet: Locator): Promise<number[]> {
    return sheet.evaluate((drawn: HTMLCanvasElement) => {
      const middle = drawn.getContext('2d')?.getImageData(drawn.width / 2, drawn.height / 2, 1, 1)
      return [...(middle?.data ?? [])]
    })
  }
}
