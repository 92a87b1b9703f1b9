import { spawnSync } from 'node:child_process'
import type { Download } from '@playwright/test'

/** The words of a PDF without the spaces between them, by the program that its readers have. */
export async function wordsOf(file: Download): Promise<string> {
  const said = spawnSync('pdftotext', ['-layout', await file.path(), '-'], { encoding: 'utf8' })
  return said.stdout.replaceAll(/\s+/g, '')
}

/** Where a printed agreement says that its stamped pages are handed in. */
export async function linkOn(agreement: Download): Promise<string> {
  return /\/paper\/[\w-]+/.exec(await wordsOf(agreement))![0]
}
