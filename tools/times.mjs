#!/usr/bin/env node
// times.mjs: where the time of the last `make test` went: each part, and the slowest tests by name.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const BINARIES = execFileSync('tools/binaries.sh', { encoding: 'utf8' }).trim()
const PARTS = process.env.WANGQIAN_TIMES ?? 'test-results/times.tsv'
const RUST = `${BINARIES}/../nextest/default/junit.xml`
const BROWSER = 'test-results/browser.json'
const NAMED = 10

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const seconds = (value) => `${value.toFixed(value < 10 ? 1 : 0).padStart(6)} s`

/** The parts in the order in which they ran. */
function parts() {
  return read(PARTS).trim().split('\n').filter(Boolean).map((line) => {
    const [name, time] = line.split('\t')
    return { name, time: Number(time) }
  })
}

function rustTests() {
  const cases = read(RUST).matchAll(/<testcase name="([^"]+)" classname="([^"]+)"[^>]* time="([\d.]+)"/g)
  return [...cases].map(([, name, suite, time]) => ({ name: `${suite} ${name}`, time: Number(time) }))
}

/** Suites of Playwright's report lie in each other: files, groups, tests. */
function browserTests(suites = JSON.parse(read(BROWSER) || '{"suites":[]}').suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []).map(timeOf), ...browserTests(suite.suites ?? [])])
}

function timeOf(spec) {
  const results = spec.tests.flatMap((test) => test.results)
  return { name: `${spec.file} ${spec.title}`, time: results.reduce((sum, result) => sum + result.duration, 0) / 1000 }
}

function print(title, rows) {
  if (rows.length === 0) return
  console.log(`\n${title}`)
  for (const { name, time } of rows) console.log(`  ${seconds(time)}  ${name}`)
}

const slowest = (tests) => tests.sort((a, b) => b.time - a.time).slice(0, NAMED)
const all = parts()
print('Where the time went:', [...all, { name: 'all of it', time: all.reduce((sum, part) => sum + part.time, 0) }])
print('Slowest Rust tests:', slowest(rustTests()))
print('Slowest browser tests:', slowest(browserTests()))
