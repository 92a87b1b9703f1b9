import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BINARY, ServerProcess } from './process.ts'

export const PROVINCE = '东示范省'

/** A server in which nothing is but a province with its user: the operator's part. Everything else is the pages'. */
export class Bare {
  private readonly home = mkdtempSync(join(tmpdir(), 'wangqian-bare-'))
  private readonly log = createWriteStream(join(this.home, 'server.txt'))
  private process: ServerProcess | null = null

  private constructor() {
    this.load('--province', `63=${PROVINCE}`)
  }

  /** `serve` or `ems`, with its options; on a free port when none is named. */
  static async start(command: 'serve' | 'ems', options: string[] = [], port = 0): Promise<Bare> {
    const bare = new Bare()
    const place = ['--listen', `127.0.0.1:${port}`, '--data', bare.file('data')]
    bare.process = await ServerProcess.start([command, ...place, ...options], bare.file('port'), bare.log)
    return bare
  }

  get origin(): string {
    return `http://${this.process!.address}`
  }

  /** The one-time code of an account that the operator made. */
  code(login: string): string {
    const rows = readFileSync(this.file('codes.csv'), 'utf8').split('\n').map((line) => line.split(','))
    const row = rows.find((cells) => cells[1]?.replace(/^['"]+|"$/g, '') === login)
    if (!row) throw new Error(`${login} has no code`)
    return row[3]!.trim()
  }

  async destroy(): Promise<void> {
    await this.process?.kill()
    this.log.end()
    rmSync(this.home, { recursive: true, force: true })
  }

  private load(...what: string[]): void {
    execFileSync(BINARY, ['load', '--data', this.file('data'), '--accounts-out', this.file('codes.csv'), ...what], { stdio: 'pipe' })
  }

  private file(name: string): string {
    return join(this.home, name)
  }
}

/** A port that nobody listens at: the two servers have to know each other's before either runs. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
