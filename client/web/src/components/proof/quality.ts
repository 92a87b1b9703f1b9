/** A picture without colours, small enough to be looked at at once; row by row, 0 is black. */
export interface Gray {
  width: number
  height: number
  data: Uint8Array
}

/** The faults that the photo of a paper can have, as far as a phone can tell (EXT-23). */
export type Fault = 'small' | 'blurred' | 'sideways' | 'far' | 'cut'

/** Longest side of the picture that is looked at, pixels. */
export const LOOKED_AT = 800
/** Shorter side below which a page cannot be read, pixels. */
const SHORT_MIN = 800
/** Of a tile's variance, what is between neighbours: print in focus is far above, print out of focus far below. */
const SHARP_MIN = 0.15
/** How much rougher the way across the columns is than down the rows, where lines run upwards. */
const SIDEWAYS_MIN = 2.5
/** Share of the picture that the paper fills. */
const FILL_MIN = 0.3

const TILE = 64
/** Standard deviation below which a tile has nothing on it. */
const FLAT = 14

const percentile = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

interface Tile {
  sharpness: number
  /** How much the means of its rows swing, and those of its columns. */
  down: number
  across: number
}

/** How much a profile swings, strokes of a letter apart: what lines and the gaps between them make of it. */
function swing(means: number[]): number {
  const smooth = means.slice(2).map((mean, at) => (mean + means[at + 1]! + means[at]!) / 3)
  const middle = smooth.reduce((sum, mean) => sum + mean, 0) / smooth.length
  return smooth.reduce((sum, mean) => sum + (mean - middle) ** 2, 0) / smooth.length
}

/** A tile by its pixels; `null` where nothing is on it. */
function tileAt({ width, data }: Gray, left: number, top: number): Tile | null {
  const rows = new Array<number>(TILE).fill(0)
  const columns = new Array<number>(TILE).fill(0)
  let [sum, squares, laplacian] = [0, 0, 0]
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const at = (top + y) * width + left + x
      const light = data[at]!
      sum += light
      squares += light * light
      rows[y]! += light / TILE
      columns[x]! += light / TILE
      if (y > 0 && x > 0 && y < TILE - 1 && x < TILE - 1) laplacian += (4 * light - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!) ** 2
    }
  }
  const count = TILE * TILE
  const variance = squares / count - (sum / count) ** 2
  if (variance < FLAT ** 2) return null
  return { sharpness: laplacian / (TILE - 2) ** 2 / variance, down: swing(rows), across: swing(columns) }
}

function tilesOf(gray: Gray): Tile[] {
  const tiles: Tile[] = []
  for (let top = 0; top + TILE <= gray.height; top += TILE) {
    for (let left = 0; left + TILE <= gray.width; left += TILE) {
      const tile = tileAt(gray, left, top)
      if (tile) tiles.push(tile)
    }
  }
  return tiles
}

/** The variance of the Laplacian beside that of the picture, in its sharper tiles; `null` of a picture with nothing on it. */
export function sharpness(gray: Gray): number | null {
  const values = tilesOf(gray).map((tile) => tile.sharpness)
  return values.length
    ? percentile(
        values.sort((a, b) => a - b),
        0.8,
      )
    : null
}

/** How much rougher it is across than down: lines of print are gaps from top to bottom, unless the page lies on its side. */
export function sidewardness(gray: Gray): number {
  const ratios = tilesOf(gray).map(({ across, down }) => (across + 1) / (down + 1))
  return percentile(
    ratios.sort((a, b) => a - b),
    0.5,
  )
}

/** Everything that speaks against using the picture; `size` is what it was taken at. */
export function faultsOf(gray: Gray, size: { width: number; height: number }, edges: (gray: Gray) => { fill: number; cut: boolean } | null): Fault[] {
  const seen = sharpness(gray)
  const blurred = seen !== null && seen < SHARP_MIN
  const found = edges(gray)
  const faults: [Fault, boolean][] = [
    ['small', Math.min(size.width, size.height) < SHORT_MIN],
    ['blurred', blurred],
    // Out of focus there are no lines to go by.
    ['sideways', !blurred && sidewardness(gray) > SIDEWAYS_MIN],
    ['far', !!found && found.fill < FILL_MIN],
    ['cut', !!found && found.cut],
  ]
  return faults.filter(([, is]) => is).map(([fault]) => fault)
}
