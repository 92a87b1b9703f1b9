import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
const { version } = createRequire(import.meta.url)('pdfjs-dist/package.json') as { version: string }

/** Fetched by name, and only for a file that needs it: character maps, fonts that a file does not bring, a decoder; and their licences. */
const WANTED: Record<string, RegExp> = {
  cmaps: /\.bcmap$|^LICENSE/,
  standard_fonts: /\.(pfb|ttf)$|^LICENSE/,
  wasm: /_nowasm_fallback\.js$|^LICENSE.*OPENJPEG/,
}
const PLACE = `assets/pdf-${version}`

async function wanted(): Promise<string[]> {
  const lists = Object.entries(WANTED).map(async ([folder, name]) => {
    const entries = await readdir(join(dirname(manifest), folder))
    return entries.filter((entry) => name.test(entry)).map((entry) => `${folder}/${entry}`)
  })
  return (await Promise.all(lists)).flat()
}

const content = (file: string) => readFile(join(dirname(manifest), file))

/** Puts what pdf.js reads at run time under a name that changes with its version, as everything under `assets/` does. */
export function pdfData(): Plugin {
  return {
    name: 'wangqian-pdf-data',
    async generateBundle() {
      for (const file of await wanted()) this.emitFile({ type: 'asset', fileName: `${PLACE}/${file}`, source: await content(file) })
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${PLACE}`, (request, response, next) => {
        const file = request.url?.slice(1) ?? ''
        void wanted().then(async (files) => {
          if (!files.includes(file)) return next()
          if (file.endsWith('.js')) response.setHeader('Content-Type', 'text/javascript')
          response.end(await content(file))
        })
      })
    },
  }
}
