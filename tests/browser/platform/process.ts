import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, type WriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from '@playwright/test'

/** Cargo knows where it builds to; the machine may have told it another place than `target`. */
const built = () => `${execFileSync('../../tools/binaries.sh', { encoding: 'utf8' }).trim()}/wangqian`
export const BINARY = resolve(process.env['WANGQIAN_BIN'] ?? built())
const START_MS = 60_000

/** A release server that runs. */
export class ServerProcess {
  private constructor(private readonly child: ChildProcess, readonly address: string) {}

  /** Ends once it takes requests. */
  static async start(args: string[], portFile: string, log: WriteStream): Promise<ServerProcess> {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build --release, or set WANGQIAN_BIN`)
    rmSync(portFile, { force: true })
    const child = spawn(BINARY, [...args, '--port-file', portFile], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.pipe(log, { end: false })
    child.stderr.pipe(log, { end: false })
    const started = () => {
      if (child.exitCode !== null) throw new Error(`the server did not start:\n${readFileSync(log.path, 'utf8')}`)
      return existsSync(portFile)
    }
    await expect.poll(started, { timeout: START_MS, intervals: [50] }).toBe(true)
    return new ServerProcess(child, readFileSync(portFile, 'utf8').trim())
  }

  /** `kill -9`: no goodbye to anybody, nothing written down in the last moment. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }
}
