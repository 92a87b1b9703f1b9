import { defineConfig } from '@playwright/test'

/** Debian's Chromium without its windows: the same engine, and the suite takes little more than half the time. */
const CHROMIUM = process.env['WANGQIAN_CHROMIUM'] ?? '/usr/bin/chromium-headless-shell'

export default defineConfig({
  testDir: 'specs',
  outputDir: '../../test-results/browser',
  // Every worker has a server of its own; a browser waits for it half of the time, so two fill two cores. Tests of one file are
  // shared out as well: each makes the people it is about.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Two browsers and two servers on two cores now and then miss a click; what fails twice is broken.
  retries: 1,
  // Generous: a builder's machine may be busy with other things.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/browser.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    // Nothing folds out or slides: a click does not fall beside what is still on its way when the machine is busy.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
