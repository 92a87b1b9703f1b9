import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The file with the secret that a platform and an EMS share, readable by nobody else. */
export class LinkKey {
  private readonly home = mkdtempSync(join(tmpdir(), 'wangqian-key-'))
  readonly file = join(this.home, 'link.key')

  constructor() {
    writeFileSync(this.file, 'a-key-that-only-the-two-servers-know-0123456789\n', { mode: 0o600 })
  }

  destroy(): void {
    rmSync(this.home, { recursive: true, force: true })
  }
}
