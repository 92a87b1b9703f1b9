import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSIBLE = /\.(html|js|css|svg|json)$/
/** Below this a compressed copy costs a file and saves less than a network packet. */
const SMALLEST_BYTES = 1024

const squeezeGzip = promisify(gzip)
const squeezeBrotli = promisify(brotliCompress)

async function compressFile(path: string): Promise<void> {
  const raw = await readFile(path)
  if (raw.length < SMALLEST_BYTES) return
  const [gz, br] = await Promise.all([squeezeGzip(raw, { level: 9 }), squeezeBrotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })])
  await Promise.all([writeFile(`${path}.gz`, gz), writeFile(`${path}.br`, br)])
}

/** Writes `.gz` and `.br` beside every text file of the build, so that the server never compresses while serving. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'wangqian-precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true })
      const paths = entries.filter((entry) => COMPRESSIBLE.test(entry)).map((entry) => join(folder, entry))
      await Promise.all(paths.map(compressFile))
    },
  }
}
