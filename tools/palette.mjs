// palette.mjs: a screenshot with its 256 most frequent colours: a page has few, the rest are the edges of its letters.
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = 8
const COLOURS_MAX = 256

/** The PNG, of 24 bits a pixel as Chromium writes it, with a byte a pixel. */
export function inFewColours(png) {
  const [width, height, depth, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]
  if (depth !== 8 || kind !== 2) throw new Error('not a PNG of 24 bits a pixel')
  const pixels = unfiltered(inflateSync(Buffer.concat(chunks(png, 'IDAT'))), width * 3, height)
  const colours = mostFrequent(pixels)
  const place = nearest(colours)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = place(pixels.readUIntBE((y * width + x) * 3, 3))
  }
  const head = Buffer.from(png.subarray(16, 29))
  head[9] = 3
  const table = Buffer.from(colours.flatMap(parts))
  const data = deflateSync(rows, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 })
  return Buffer.concat([png.subarray(0, SIGNATURE), chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]

function chunks(png, wanted) {
  const found = []
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === wanted) found.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return found
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Takes back what each row was filtered by: none, left, above, their mean, Paeth. */
function unfiltered(rows, stride, height) {
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < 3 ? 0 : pixels[at - 3]
      const above = y === 0 ? 0 : pixels[at - stride]
      const corner = x < 3 || y === 0 ? 0 : pixels[at - stride - 3]
      const foretold = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]
      pixels[at] = rows[y * (stride + 1) + 1 + x] + foretold
    }
  }
  return pixels
}

function paeth(left, above, corner) {
  const far = [left, above, corner].map((each) => Math.abs(left + above - corner - each))
  if (far[0] <= far[1] && far[0] <= far[2]) return left
  return far[1] <= far[2] ? above : corner
}

function mostFrequent(pixels) {
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, COLOURS_MAX).map(([colour]) => colour)
}

/** Finds a colour's place among `colours`, or that of the one most like it. */
function nearest(colours) {
  const known = new Map(colours.map((colour, place) => [colour, place]))
  const distance = (a, b) => a.reduce((sum, part, at) => sum + (part - b[at]) ** 2, 0)
  return (colour) => {
    if (!known.has(colour)) {
      const distances = colours.map((each) => distance(parts(each), parts(colour)))
      known.set(colour, distances.indexOf(Math.min(...distances)))
    }
    return known.get(colour)
  }
}
