import { type Browser, expect, test as base } from '@playwright/test'
import { freePort } from './platform/bare.ts'
import { LinkKey } from './platform/linkKey.ts'
import { Cast } from './platform/people.ts'
import { Providers } from './platform/providers.ts'
import { CROWD, Server } from './platform/server.ts'
import { Stage } from './platform/stage.ts'

interface PerTest {
  stage: Stage
  /** A stage whose server is its own, to be killed. */
  mortal: Stage
  /** A stage whose server demands a second factor of staff. */
  strict: Stage
  /** A stage whose server finds nobody where the EMS should be. */
  severed: Stage
  /** A stage with one school of 20,000. */
  crowded: Stage
  /** A stage whose server is wired to WeChat and SMS. */
  notified: { stage: Stage; providers: Providers }
}

interface PerWorker {
  server: Server
  cast: Cast
}

async function onOwnServer(browser: Browser, starting: Promise<Server>, use: (stage: Stage) => Promise<void>): Promise<void> {
  const server = await starting
  const stage = new Stage(browser, server, new Cast(server.people))
  await use(stage)
  await stage.close()
  await server.destroy()
  expect(stage.watch.complaints).toEqual([])
}

/** One server for all tests of a worker; every test has its own browsers and graduates, and nothing may be on their consoles. */
export const test = base.extend<PerTest, PerWorker>({
  server: [
    async ({}, use) => {
      const server = await Server.start()
      await use(server)
      await server.destroy()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  cast: [async ({ server }, use) => use(new Cast(server.people)), { scope: 'worker' }],
  stage: async ({ browser, server, cast }, use) => {
    const stage = new Stage(browser, server, cast)
    await use(stage)
    await stage.close()
    expect(stage.watch.complaints).toEqual([])
  },
  mortal: async ({ browser }, use) => onOwnServer(browser, Server.start(), use),
  strict: async ({ browser }, use) => onOwnServer(browser, Server.start('--require-totp'), use),
  severed: async ({ browser }, use) => {
    const [key, nobody] = [new LinkKey(), await freePort()]
    await onOwnServer(browser, Server.start('--ems-url', `http://127.0.0.1:${nobody}`, '--link-key-file', key.file), use)
    key.destroy()
  },
  crowded: async ({ browser }, use) => onOwnServer(browser, Server.of(CROWD), use),
  notified: async ({ browser }, use) => {
    const providers = await Providers.start()
    await onOwnServer(browser, Server.start(...providers.options), async (stage) => {
      providers.site = stage.server.origin
      await use({ stage, providers })
    })
    providers.stop()
  },
})

export { expect }
