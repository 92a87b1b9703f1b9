import { inflateRawSync } from 'node:zlib'

/** By the directory at the end: names, and where each file begins. */
export function unzip(file: Buffer): Record<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const parts: Record<string, Buffer> = {}
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

function content(file: Buffer, { method, size, begin }: Entry): Buffer {
  const from = begin + 30 + file.readUInt16LE(begin + 26) + file.readUInt16LE(begin + 28)
  const packed = file.subarray(from, from + size)
  return method === 0 ? packed : inflateRawSync(packed)
}
