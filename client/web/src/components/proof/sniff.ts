/** The type of a file by its first bytes; a name can say anything. */
export type Sniffed = 'pdf' | 'jpeg' | 'png' | 'heic' | 'other'

/** How many of the first bytes tell. */
export const HEAD_BYTES = 64

const BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The major brand of an ISO file, then the compatible ones behind its version. */
function brandsOf(head: Uint8Array): string[] {
  if (text(head, 4, 8) !== 'ftyp') return []
  const end = Math.min(head.length, new DataView(head.buffer, head.byteOffset).getUint32(0))
  const brands = [text(head, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text(head, at, at + 4))
  return brands
}

export function sniffed(head: Uint8Array): Sniffed {
  if (text(head, 0, 5) === '%PDF-') return 'pdf'
  if (head[0] === 0xff && head[1] === 0xd8) return 'jpeg'
  if (text(head, 1, 4) === 'PNG') return 'png'
  return brandsOf(head).some((brand) => BRANDS.includes(brand)) ? 'heic' : 'other'
}

export const headOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
