import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { inspect } from '../platform/inspect.ts'
import { readWorkbook } from '../platform/readWorkbook.ts'
import { PHONE } from '../platform/stage.ts'
import { unzip } from '../platform/unzip.ts'

/** The files of a zip that the browser has saved, and the rows of its list. */
async function opened(download: Download): Promise<{ names: string[]; list: string[][] }> {
  expect(await download.failure()).toBeNull()
  const files = unzip(await readFile(await download.path()))
  const { '清单.xlsx': list, ...documents } = files
  for (const document of Object.values(documents)) expect(document.subarray(0, 5).toString()).toBe('%PDF-')
  return { names: Object.keys(documents), list: readWorkbook(list!) }
}

async function saved(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  expect(download.suggestedFilename()).toMatch(/^就业协议书-\d{4}-\d{2}-\d{2}\.zip$/)
  return download
}

test('EXT-13: an employer keeps all its agreements as one zip, and its school those of the list', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const account = cast.employer()
  const [one, two, waiting] = [cast.graduate(school), cast.graduate(school), cast.graduate(school)]
  const office = { login: school.school_login, name: school.name }
  for (const person of [one, two]) await stage.story.agreement(account, school, person, [office])
  await stage.story.signing(account, school, waiting)

  const employer = await stage.employer(account)
  await employer.page.goto('/employer/cases')
  const all = employer.main.getByRole('button', { name: '下载全部协议（ZIP，2 份）' })
  const { names, list } = await opened(await saved(employer.page, all))
  expect(names.map((name) => name.replace(/^\d{16}_/, '')).sort()).toEqual([`${one.name}.pdf`, `${two.name}.pdf`].sort())
  expect(list.slice(1).filter((row) => row.includes('已放入'))).toHaveLength(2)
  expect(list.find((row) => row.includes(waiting.name))).toContain('not_issued')
  const progress = employer.main.getByRole('region', { name: '协议打包下载' })
  await expect(progress).toContainText('已打包下载 2 份协议')
  await inspect(employer.page)
  await progress.getByRole('button', { name: '知道了' }).click()
  await expect(progress).toBeHidden()

  const reviewer = await stage.reviewer(school, school.school_login)
  await reviewer.openList(`?state=effective&q=${one.exam_no}`)
  await expect(reviewer.rows).toHaveCount(1)
  await reviewer.filters.getByRole('button', { name: '导出' }).click()
  const item = reviewer.page.getByRole('menuitem', { name: '下载全部协议（ZIP，1 份）' })
  const kept = await opened(await saved(reviewer.page, item))
  expect(kept.names).toHaveLength(1)
  expect(kept.names[0]).toContain(one.name)
  await expect(reviewer.main.getByRole('region', { name: '协议打包下载' })).toContainText('已打包下载 1 份协议')
})

test('EXT-13: where there is no agreement yet, the page says so in words', async ({ mortal }) => {
  const { cast, story, watch } = mortal
  const account = cast.employer()
  await story.invitation(account, cast.schoolOnly, cast.graduate(cast.schoolOnly))
  watch.expect('POST /api/v1/agreement-zips 409')
  const phone = await mortal.employer(account, PHONE)
  await phone.page.goto('/employer/cases')
  await phone.main.getByRole('button', { name: '下载全部协议（ZIP，0 份）' }).click()
  await expect(phone.main.getByRole('region', { name: '协议打包下载' })).toContainText('当前查询没有可以下载的就业协议书')
  await inspect(phone.page)
})
