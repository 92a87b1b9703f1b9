import { describe, expect, it } from 'vitest'
import { fitted } from '@/components/proof/shrink'
import { sniffed } from '@/components/proof/sniff'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)))

/** The head of an ISO file: its brand, its version, the brands it is compatible with. */
const iso = (brand: string, ...compatible: string[]) => bytes([0, 0, 0, 16 + 4 * compatible.length], 'ftyp', brand, [0, 0, 0, 0], ...compatible)

describe('DES-01 what a file is by its first bytes', () => {
  it.each([
    ['a HEIC photo', 'heic', iso('heic', 'mif1', 'heic')],
    ['a HEIF picture', 'heic', iso('mif1', 'heic')],
    ['one whose brand stands among the compatible ones', 'heic', iso('MiHE', 'heix')],
    ['a video, which is no picture', 'other', iso('isom', 'mp41')],
    ['a JPEG', 'jpeg', bytes([0xff, 0xd8, 0xff, 0xe1])],
    ['a PNG', 'png', bytes([0x89], 'PNG\r\n')],
    ['a PDF', 'pdf', bytes('%PDF-1.7')],
    ['nothing', 'other', bytes()],
    ['a head that is cut off', 'other', bytes([0, 0, 0, 24], 'fty')],
  ])('tells %s', (_, kind, head) => expect(sniffed(head)).toBe(kind))
})

describe('DES-01 the size at which a photo is sent', () => {
  it.each([
    [
      { width: 4_000, height: 3_000 },
      { width: 4_000, height: 3_000 },
    ],
    [
      { width: 8_000, height: 6_000 },
      { width: 4_000, height: 3_000 },
    ],
    [
      { width: 3_000, height: 12_000 },
      { width: 1_000, height: 4_000 },
    ],
    [
      { width: 1, height: 40_000 },
      { width: 1, height: 4_000 },
    ],
  ])('of %o is %o', (size, sent) => expect(fitted(size)).toEqual(sent))
})
