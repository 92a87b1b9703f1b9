import { defineConfig } from '@playwright/test'
import base from '../playwright.config.ts'

/** Figures instead of checks: one browser alone, once. */
export default defineConfig(base, { testDir: '.', outputDir: '../../../test-results/measure', workers: 1, retries: 0, timeout: 300_000 })
