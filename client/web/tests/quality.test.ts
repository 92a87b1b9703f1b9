import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FAULT_WORDS } from '@/components/proof/faultWords'
import { paperOf } from '@/components/proof/paper'
import { faultsOf, type Fault, type Gray } from '@/components/proof/quality'

/** A page of print on a dark table, photographed: portable grey map, one byte a pixel. */
function photo(): Gray {
  const bytes = gunzipSync(readFileSync('tests/photos/page.pgm.gz'))
  const [head, width, height] = /^P5\n(\d+) (\d+)\n255\n/.exec(bytes.subarray(0, 32).toString('latin1'))!
  return { width: Number(width), height: Number(height), data: new Uint8Array(bytes.subarray(head.length)) }
}

type Pixel = (x: number, y: number) => number

const made = (width: number, height: number, pixel: Pixel): Gray => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) => pixel(at % width, Math.floor(at / width))),
})
const at = ({ width, height, data }: Gray, x: number, y: number) => data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!

/** Each pixel as the mean of those around it: out of focus. */
const blurred = (gray: Gray, around: number) =>
  made(gray.width, gray.height, (x, y) => {
    let sum = 0
    for (let dy = -around; dy <= around; dy++) for (let dx = -around; dx <= around; dx++) sum += at(gray, x + dx, y + dy)
    return sum / (2 * around + 1) ** 2
  })
const turned = (gray: Gray) => made(gray.height, gray.width, (x, y) => at(gray, y, gray.height - 1 - x))
const cropped = (gray: Gray, share: number) => made(Math.round(gray.width * share), gray.height, (x, y) => at(gray, x, y))
/** Taken from further away: the same table around it. */
const further = (gray: Gray) => made(gray.width, gray.height, (x, y) => (x % 2 || y % 2 ? at(gray, 2 * x - gray.width / 2, 2 * y - gray.height / 2) : 60))
const blank = made(640, 480, () => 250)

const LARGE = { width: 3_000, height: 4_000 }
const faults = (gray: Gray, size = LARGE) => faultsOf(gray, size, paperOf)

describe('EXT-23 a photo is judged before it is sent', () => {
  it.each<[string, Gray, Fault[]]>([
    ['a page that lies on a table', photo(), []],
    ['a page out of focus', blurred(photo(), 4), ['blurred']],
    ['a page on its side', turned(photo()), ['sideways']],
    ['a page whose print runs out of the picture', cropped(photo(), 0.7), ['cut']],
    ['nothing at all', blank, []],
  ])('%s', (_, gray, found) => expect(faults(gray)).toEqual(found))

  it('a page taken from too far away fills too little of the picture', () => expect(faults(further(photo()))).toContain('far'))

  it('a picture too small to read a page by', () => expect(faults(photo(), { width: 480, height: 640 })).toEqual(['small']))

  it('every fault has words that say what to do', () => {
    for (const words of Object.values(FAULT_WORDS)) expect(words).toContain('：请')
  })
})
