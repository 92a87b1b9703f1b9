import { inflateRawSync } from 'node:zlib'

/** The cells of a spreadsheet's first sheet, row by row, as another program would read them. */
export function readWorkbook(file: Buffer): string[][] {
  const parts = unzip(file)
  const shared = [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map((item) => textOf(item[1]!))
  const rows = [...(parts['xl/worksheets/sheet1.xml'] ?? '').matchAll(/<row [^>]*>(.*?)<\/row>/gs)]
  return rows.map((row) => [...row[1]!.matchAll(/<c [^>]*?t="s"[^>]*><v>(\d+)<\/v><\/c>/g)].map((cell) => shared[Number(cell[1])]!))
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
const textOf = (xml: string) => xml.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)

/** By the directory at the end: names, and where each file begins. */
function unzip(file: Buffer): Record<string, string> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const parts: Record<string, string> = {}
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [number, number, number]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    parts[name] = content(file, { method: file.readUInt16LE(at + 10), size: file.readUInt32LE(at + 20), begin: file.readUInt32LE(at + 42) })
    at += 46 + nameLength + extra + comment
  }
  return parts
}

interface Entry {
  method: number
  size: number
  begin: number
}

function content(file: Buffer, { method, size, begin }: Entry): string {
  const from = begin + 30 + file.readUInt16LE(begin + 26) + file.readUInt16LE(begin + 28)
  const packed = file.subarray(from, from + size)
  return (method === 0 ? packed : inflateRawSync(packed)).toString('utf8')
}
