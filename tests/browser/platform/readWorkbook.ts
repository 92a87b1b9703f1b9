import { unzip } from './unzip.ts'

/** The cells of a spreadsheet's first sheet, row by row, as another program would read them. */
export function readWorkbook(file: Buffer): string[][] {
  const parts = Object.fromEntries(Object.entries(unzip(file)).map(([name, part]) => [name, part.toString('utf8')]))
  const shared = [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map((item) => textOf(item[1]!))
  const rows = [...(parts['xl/worksheets/sheet1.xml'] ?? '').matchAll(/<row [^>]*>(.*?)<\/row>/gs)]
  const cells = /<c [^>]*?t="(?:s"[^>]*><v>(\d+)<\/v>|inlineStr"[^>]*><is>(.*?)<\/is>)<\/c>/gs
  return rows.map((row) => [...row[1]!.matchAll(cells)].map(([, place, text]) => (place === undefined ? textOf(text!) : shared[Number(place)]!)))
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
const textOf = (xml: string) => xml.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
