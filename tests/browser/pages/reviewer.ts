import { expect, type Locator, type Page } from '@playwright/test'
import { Person } from './person.ts'

/** A reviewer of a department or a school; `word` is what its province calls a review: 审核 or 鉴证. */
export class Reviewer extends Person {
  readonly tile: Locator
  readonly figure: Locator
  readonly list: Locator
  readonly rows: Locator
  readonly filters: Locator
  readonly outdated: Locator
  readonly turner: Locator
  readonly desk: Locator
  readonly place: Locator
  readonly rejection: Locator
  readonly comparison: Locator
  readonly invalidated: Locator
  readonly unattended: Locator

  constructor(page: Page, readonly word: string) {
    super(page)
    this.tile = this.main.getByRole('link', { name: /^在线签约/ })
    this.figure = this.tile.locator('.figure')
    this.list = page.getByRole('table', { name: '签约列表' })
    this.rows = this.list.locator('tbody').getByRole('row')
    this.filters = page.getByRole('search', { name: '筛选签约' })
    this.outdated = page.getByRole('button', { name: '列表之外有新的变化，点击更新列表' })
    this.turner = page.getByRole('navigation', { name: '分页' })
    this.desk = page.getByRole('region', { name: `${word}操作` })
    this.place = page.getByRole('group', { name: '待办队列' })
    this.comparison = page.getByRole('region', { name: '与就业管理系统比对' })
    this.invalidated = page.getByRole('table', { name: '失效信息' })
    this.unattended = page.getByRole('region', { name: '无人审核的院系' })
    this.rejection = page.getByRole('dialog', { name: new RegExp(`^${word}不通过：`) })
  }

  async home(): Promise<void> {
    await this.page.goto('/staff')
    await this.isLive()
    await expect(this.tile).toBeVisible()
  }

  async openList(query = ''): Promise<void> {
    await this.page.goto(`/staff/cases${query}`)
    await this.isLive()
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/staff/cases/${id}`)
    await this.isLive()
  }

  /** What waits here, as the tile says now. */
  async waiting(): Promise<number> {
    const words = await this.figure.textContent()
    return Number(words?.replace('条待处理', ''))
  }

  async expectWaiting(count: number): Promise<void> {
    await expect(this.figure).toHaveText(`${count}条待处理`)
  }

  row(graduate: string): Locator {
    return this.rows.filter({ hasText: graduate })
  }

  async chooseFilter(field: string, option: string): Promise<void> {
    await this.filters.getByRole('combobox', { name: field }).press('Enter')
    // Behind a state stands how many wait in it.
    await this.page.getByRole('option', { name: new RegExp(`^${option}\\s*\\d*$`) }).click()
  }

  async search(words: string): Promise<void> {
    await this.filters.getByRole('textbox').fill(words)
    await this.filters.getByRole('button', { name: '查询' }).click()
  }

  async approve(): Promise<void> {
    await this.armApproval()
    await this.confirmApproval()
  }

  async armApproval(): Promise<void> {
    await this.desk.getByRole('button', { name: `${this.word}通过` }).click()
  }

  async confirmApproval(): Promise<void> {
    await this.desk.getByRole('button', { name: /^确认(审核|鉴证)通过/ }).click()
  }

  async reject(reason: string, details: string): Promise<void> {
    await this.desk.getByRole('button', { name: `${this.word}不通过` }).click()
    await this.rejection.getByRole('radiogroup').locator('label').filter({ hasText: reason }).click()
    await this.rejection.getByLabel('具体问题').fill(details)
    await this.rejection.getByRole('button', { name: `确认${this.word}不通过` }).click()
    await expect(this.rejection).toBeHidden()
  }

  /** The decision that can still be taken back. */
  done(words: string): Locator {
    return this.page.getByRole('group', { name: '刚才的决定' }).filter({ hasText: words })
  }

  /** Who else is at this item. */
  get presence(): Locator {
    return this.main.getByRole('status').filter({ hasText: /办理|查看/ })
  }

  async takeOver(): Promise<void> {
    await this.presence.getByRole('button', { name: '接手办理' }).click()
    await this.page.getByRole('dialog', { name: '接手办理' }).getByRole('button', { name: '接手办理' }).click()
  }

  async changeJobCategory(category: string): Promise<void> {
    await this.main.getByRole('button', { name: '修改职位类别' }).click()
    const dialog = this.page.getByRole('dialog', { name: '修改职位类别' })
    await dialog.getByRole('combobox').press('Enter')
    await this.page.getByRole('option', { name: category, exact: true }).click()
    await dialog.getByRole('button', { name: '保存修改' }).click()
    await expect(dialog).toBeHidden()
  }
}
