import { expect, type Locator, type Page } from '@playwright/test'
import { Person } from './person.ts'

/** A graduate with a phone. */
export class GraduateOnPhone extends Person {
  readonly nextThing: Locator
  readonly decision: Locator

  constructor(page: Page) {
    super(page)
    this.nextThing = page.getByRole('region', { name: '现在要做的事' })
    this.decision = page.getByRole('region', { name: '我的决定' })
  }

  async home(): Promise<void> {
    await this.page.goto('/graduate')
    await this.isLive()
    await expect(this.nextThing).toBeVisible()
  }

  async openInvitation(): Promise<void> {
    await this.nextThing.getByRole('link', { name: '查看邀请并决定' }).click()
    await expect(this.decision).toBeVisible()
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/graduate/cases/${id}`)
    await this.isLive()
  }

  /** Reads the invitation, and confirms after reading the summary. */
  async accept(): Promise<void> {
    await this.decision.getByRole('button', { name: '同意签约' }).click()
    const dialog = this.page.getByRole('dialog', { name: '再确认一次您要同意的内容' })
    await expect(dialog.getByRole('button', { name: '同意签约' })).toBeDisabled()
    await dialog.getByText('我已阅读全部内容，自愿与该单位签约').click()
    await dialog.getByRole('button', { name: '同意签约' }).click()
    await expect(dialog).toBeHidden()
  }

  async decline(reason: string): Promise<void> {
    await this.decision.getByRole('button', { name: '拒绝' }).click()
    const dialog = this.page.getByRole('dialog', { name: '拒绝这份邀请' })
    await dialog.getByRole('textbox').fill(reason)
    await dialog.getByRole('button', { name: '确认拒绝' }).click()
    await expect(dialog).toBeHidden()
  }
}
