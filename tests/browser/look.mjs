import { chromium } from '@playwright/test'
const base = process.env.BASE ?? 'http://127.0.0.1:9401'
const [,, role, login, ...pages] = process.argv
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] })
for (const [name, viewport] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
  const page = await (await browser.newContext({ viewport, locale: 'zh-CN' })).newPage()
  page.on('console', m => m.type() === 'error' && console.log('console', m.text().slice(0, 300)))
  page.on('pageerror', e => console.log('error', e.stack?.slice(0,600)))
  await page.goto(base + '/login')
  await page.evaluate(([role]) => sessionStorage.setItem('mock.role', role), [role])
  for (const p of pages) {
    await page.goto(base + p.split('@')[0]); await page.locator('main table, main .cards, article, section').first().waitFor({ timeout: 20000 }).catch(() => {}); await page.waitForTimeout(800)
    if (p.includes('@end')) { await page.locator('.frame').first().evaluate(e => e.scrollTo(0, e.scrollHeight)); await page.waitForTimeout(1500) }
    await page.screenshot({ path: `/tmp/lists/${name}${p.replace(/[^a-z]/g,'_')}.png` })
    console.log(name, p, await page.locator('tr').count())
  }
}
await browser.close()
