import { expect, type Locator } from '@playwright/test'
import type { Reviewer } from './reviewer.ts'

/** A list of a reviewer's, by what it speaks of: 签约, 补登, 解约, 去向登记. */
export class ReviewList {
  readonly heading: Locator
  readonly table: Locator
  readonly filters: Locator
  readonly rows: Locator

  constructor(
    readonly reviewer: Reviewer,
    matter: string,
    readonly path: string,
  ) {
    const { page, main } = reviewer
    this.heading = main.getByRole('heading', { level: 1 })
    this.table = page.getByRole('table', { name: `${matter}列表` })
    this.filters = page.getByRole('search', { name: `筛选${matter}` })
    this.rows = this.table.locator('tbody').getByRole('row')
  }

  async open(query = ''): Promise<void> {
    await this.reviewer.page.goto(`${this.path}${query}`)
    await this.reviewer.isLive()
  }

  /** The entry that stands in a filter. */
  chosen(field: string): Locator {
    return this.filters.locator('.el-select').filter({ has: this.reviewer.page.getByRole('combobox', { name: field, exact: true }) })
  }

  /** Every entry of a filter. */
  async entries(field: string): Promise<string[]> {
    const options = this.reviewer.page.getByRole('option')
    await this.filters.getByRole('combobox', { name: field, exact: true }).press('Enter')
    await expect(options.first()).toBeVisible()
    const words = await options.allInnerTexts()
    await this.reviewer.page.keyboard.press('Escape')
    // Behind an entry stands how many wait under it.
    return words.map((each) => each.split('\n')[0]!.trim())
  }

  async choose(field: string, option: string): Promise<void> {
    await this.filters.getByRole('combobox', { name: field, exact: true }).press('Enter')
    await this.reviewer.page.getByRole('option', { name: new RegExp(`^${option}\\s*\\d*$`) }).click()
  }

  row(graduate: string): Locator {
    return this.rows.filter({ hasText: graduate })
  }

  async enter(graduate: string): Promise<void> {
    await this.row(graduate).getByRole('link', { name: graduate, exact: true }).click()
  }
}

export const listsOf = (reviewer: Reviewer) => ({
  signing: new ReviewList(reviewer, '签约', '/staff/cases'),
  backfill: new ReviewList(reviewer, '补登', '/staff/kinds/backfill'),
  rescission: new ReviewList(reviewer, '解约', '/staff/kinds/rescission'),
  destination: new ReviewList(reviewer, '去向登记', '/staff/kinds/destination'),
})
