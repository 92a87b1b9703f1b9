import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect } from '@playwright/test'
import type { People } from './people.ts'

const BINARY = resolve(process.env['WANGQIAN_BIN'] ?? '../../target/release/wangqian')
/** The first school reviews at two levels, the second at one. */
const WORLD = 'graduates=800,schools=2,employers=60,seed=7'
/** One school as large as they come. */
export const CROWD = 'graduates=20000,schools=1,employers=1,seed=7'
const START_MS = 60_000

/** A release server of our own, on a free port and a temporary directory, with invented people. */
export class Server {
  private readonly home = mkdtempSync(join(tmpdir(), 'wangqian-browser-'))
  private readonly log = createWriteStream(join(this.home, 'server.txt'))
  private process: ChildProcess | null = null
  private address = '127.0.0.1:0'

  private constructor(
    private readonly world: string,
    private readonly options: string[],
  ) {}

  /** With more options on its command line. */
  static start(...options: string[]): Promise<Server> {
    return Server.of(WORLD, ...options)
  }

  /** In a world of its own. */
  static async of(world: string, ...options: string[]): Promise<Server> {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build --release, or set WANGQIAN_BIN`)
    const server = new Server(world, options)
    await server.up()
    return server
  }

  get port(): number {
    return Number(this.address.split(':')[1])
  }

  get origin(): string {
    return `http://${this.address}`
  }

  get people(): People {
    return JSON.parse(readFileSync(this.file('people.json'), 'utf8')) as People
  }

  /** Starts it, the second time at the same address and on the same data. */
  async up(): Promise<void> {
    rmSync(this.file('port'), { force: true })
    const world = ['--generate', this.world, '--cheap-passwords', '--people-out', this.file('people.json')]
    const place = ['--listen', this.address, '--data', this.file('data'), '--port-file', this.file('port')]
    const child = spawn(BINARY, ['serve', ...place, ...world, ...this.options], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.pipe(this.log, { end: false })
    child.stderr.pipe(this.log, { end: false })
    this.process = child
    await expect.poll(() => this.started(child), { timeout: START_MS, intervals: [50] }).toBe(true)
    this.address = readFileSync(this.file('port'), 'utf8').trim()
  }

  /** `kill -9`: no goodbye to anybody, nothing written down in the last moment. */
  async killHard(): Promise<void> {
    if (!this.process) return
    const gone = once(this.process, 'exit')
    this.process.kill('SIGKILL')
    this.process = null
    await gone
  }

  async destroy(): Promise<void> {
    await this.killHard()
    this.log.end()
    rmSync(this.home, { recursive: true, force: true })
  }

  private started(child: ChildProcess): boolean {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${readFileSync(this.file('server.txt'), 'utf8')}`)
    return existsSync(this.file('port'))
  }

  private file(name: string): string {
    return join(this.home, name)
  }
}
