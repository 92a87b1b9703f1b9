import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { People } from './people.ts'
import { BINARY, ServerProcess } from './process.ts'

/** The first school reviews at two levels, the second at one. */
const WORLD = 'graduates=800,schools=2,employers=60,seed=7'
/** One school as large as they come. */
export const CROWD = 'graduates=20000,schools=1,employers=1,seed=7'

/** A release server of our own, on a free port and a temporary directory, with invented people. */
export class Server {
  private readonly home = mkdtempSync(join(tmpdir(), 'wangqian-browser-'))
  private readonly log = createWriteStream(join(this.home, 'server.txt'))
  private process: ServerProcess | null = null
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
    const world = ['--generate', this.world, '--cheap-passwords', '--people-out', this.file('people.json')]
    const place = ['--listen', this.address, '--data', this.file('data')]
    this.process = await ServerProcess.start(['serve', ...place, ...world, ...this.options], this.file('port'), this.log)
    this.address = this.process.address
  }

  /** `kill -9`: no goodbye to anybody, nothing written down in the last moment. */
  async killHard(): Promise<void> {
    const running = this.process
    this.process = null
    await running?.kill()
  }

  /** What an operator types while the server is down, and what the command answers. */
  operate(command: string, ...args: string[]): string {
    return execFileSync(BINARY, [command, '--data', this.file('data'), ...args], { encoding: 'utf8' })
  }

  async destroy(): Promise<void> {
    await this.killHard()
    this.log.end()
    rmSync(this.home, { recursive: true, force: true })
  }

  private file(name: string): string {
    return join(this.home, name)
  }
}
