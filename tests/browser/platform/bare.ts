import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BINARY, ServerProcess } from './process.ts'
import { workbook } from './workbook.ts'

export const PROVINCE = '东示范省'

/** The one employer, until employers register by themselves. */
export const EMPLOYER = { login: '91110108MA00000070', name: '示范云科技有限公司' }

const EMPLOYER_ROW = {
  统一社会信用代码: EMPLOYER.login,
  单位名称: EMPLOYER.name,
  单位性质: '31',
  单位行业: '制造业',
  单位所在地: '110108',
  单位地址: '示范路四号一层',
  单位邮编: '100080',
  联系人: '王芳',
  联系人电话: '010-55500009',
  联系人手机: '',
  联系人邮箱: 'hr@example.cn',
}

/** A server in which nothing is but a province with its user, and an employer: the operator's part. Everything else is the pages'. */
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
    if (command === 'serve') bare.loadEmployer()
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

  private loadEmployer(): void {
    writeFileSync(this.file('employers.xlsx'), workbook([Object.keys(EMPLOYER_ROW), Object.values(EMPLOYER_ROW)]))
    this.load('--employers', this.file('employers.xlsx'))
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
