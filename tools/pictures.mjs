#!/usr/bin/env node
// pictures.mjs ADDRESS: the pictures of the README, docs/pictures/*.png, of a server that runs on fresh demo data (`make run`).
// Needs Chromium, a Chinese font and the packages of tests/browser (`make test-browser` fetches them).
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inFewColours } from './palette.mjs'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'docs/pictures')
const BYTES_MAX = 200_000
const PASSWORD = 'wangqian-demo-2027'
const SCHOOL = '90001'

const { chromium } = createRequire(join(ROOT, 'tests/browser/package.json'))('@playwright/test')

const address = process.argv[2]
if (!address) {
  console.error('pictures.mjs ADDRESS, e.g. http://127.0.0.1:8080')
  process.exit(2)
}

const browser = await chromium.launch({
  executablePath: process.env.WANGQIAN_CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
})

/** Somebody with a browser of their own, signed in. */
class Person {
  static async signIn(entrance, login, screen) {
    const context = await browser.newContext({
      ...screen,
      baseURL: address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    const person = Object.assign(new Person(), { context })
    const { csrf } = await person.send('/session', { entrance, login, password: PASSWORD })
    return Object.assign(person, { csrf })
  }

  async read(path) {
    return (await this.context.request.get(`/api/v1${path}`, { failOnStatusCode: true })).json()
  }

  async send(path, data) {
    const headers = { Origin: new URL(address).origin, 'X-CSRF-Token': this.csrf ?? '', 'Idempotency-Key': randomUUID() }
    return (await this.context.request.post(`/api/v1${path}`, { data, headers, failOnStatusCode: true })).json()
  }

  /** The page at `path` as it looks once nothing is being read any more. */
  async picture(path, name) {
    const page = await this.context.newPage()
    await page.goto(path)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    await page.getByText('已连接').first().waitFor({ state: 'attached' })
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], [role="status"][aria-label="正在加载"]'))
    await page.waitForLoadState('networkidle')
    const png = inFewColours(await page.screenshot({ animations: 'disabled' }))
    if (png.length > BYTES_MAX) throw new Error(`${name}.png would have ${png.length} bytes, more than ${BYTES_MAX}`)
    writeFileSync(join(OUT, `${name}.png`), png)
    console.log(`docs/pictures/${name}.png: ${png.length} bytes`)
  }
}

/** The first of `rows` that `fits`. */
function first(rows, fits, what) {
  const found = rows.find(fits)
  if (!found) throw new Error(`the server has no ${what}: start it on fresh demo data`)
  return found
}

mkdirSync(OUT, { recursive: true })
const reviewer = await Person.signIn('school', SCHOOL, { viewport: { width: 1440, height: 900 } })
const waiting = await reviewer.read('/cases?state=in_review_school&limit=50')
const { case: id } = first(waiting.rows, () => true, 'case that waits for the school')
await reviewer.picture(`/staff/cases/${id}`, 'desk')

// The demo's first graduate has an invitation to answer; what they sign in with is only shown for a reason.
const roster = await reviewer.read('/roster?limit=1')
const { graduate } = first(roster.rows, () => true, 'graduate')
const reasons = (await reviewer.read('/codes')).tables.reveal_reasons
const { id_no: login } = await reviewer.send(`/graduates/${graduate}/reveal`, { reason: reasons[0].code })
const person = await Person.signIn('graduate', login, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
const cases = await person.read('/cases')
const { case: invitation } = first(cases.rows, () => true, 'invitation')
await person.picture(`/graduate/cases/${invitation}`, 'phone')
await browser.close()
