import type { Gray } from './quality'

/** The paper in a photo, as far as it stands out from what it lies on. */
export interface Paper {
  /** Share of the picture that it fills. */
  fill: number
  /** Print runs into the edge of the picture: something of it is missing. */
  cut: boolean
}

/** Between light and dark there has to be a gap this wide, and most of the picture's variance, for either to mean anything. */
const GAP = 45
const SPLIT_MIN = 0.7
/** How far from the edge is looked for print, of the shorter side. */
const MARGIN = 0.008
/** A stroke at the edge is shorter than this, of the side; a longer dark run is the table. */
const STROKE_MAX = 0.03
const STROKES = 4

function histogramOf({ data }: Gray): number[] {
  const counts = new Array<number>(256).fill(0)
  for (const light of data) counts[light]!++
  return counts
}

/** The light that parts a picture best into two (Otsu); `null` where it is all of one kind. */
export function partedAt(gray: Gray): number | null {
  const counts = histogramOf(gray)
  const total = gray.data.length
  const mean = counts.reduce((sum, count, light) => sum + count * light, 0) / total
  const variance = counts.reduce((sum, count, light) => sum + count * (light - mean) ** 2, 0) / total
  let [best, at, gap, below, sum] = [0, 0, 0, 0, 0]
  for (let light = 0; light < 255; light++) {
    below += counts[light]!
    sum += counts[light]! * light
    if (!below || below === total) continue
    const [dark, bright] = [sum / below, (mean * total - sum) / (total - below)]
    const between = ((below / total) * (total - below) * (bright - dark) ** 2) / total
    if (between > best) [best, at, gap] = [between, light, bright - dark]
  }
  return variance && best / variance >= SPLIT_MIN && gap >= GAP ? at : null
}

/** Short dark runs between light ones: print, where the line lies on paper. */
function strokes(line: boolean[]): number {
  const most = Math.max(2, line.length * STROKE_MAX)
  let [found, run, wasLight] = [0, 0, false]
  for (const light of line) {
    if (!light) run++
    else {
      if (wasLight && run > 0 && run <= most) found++
      run = 0
      wasLight = true
    }
  }
  return found
}

/** The lines along the four edges, a little inside. */
function edgesOf({ width, height, data }: Gray, bright: number): boolean[][] {
  const inside = Math.max(1, Math.round(Math.min(width, height) * MARGIN))
  const across = (y: number) => Array.from({ length: width }, (_, x) => data[y * width + x]! > bright)
  const down = (x: number) => Array.from({ length: height }, (_, y) => data[y * width + x]! > bright)
  return [across(inside), across(height - 1 - inside), down(inside), down(width - 1 - inside)]
}

/** Print that is light around: most of the line is paper. */
const isCut = (line: boolean[]) => line.filter(Boolean).length > line.length / 2 && strokes(line) >= STROKES

/** The paper of a picture; `null` where it does not stand out, so that nothing can be said. */
export function paperOf(gray: Gray): Paper | null {
  const bright = partedAt(gray)
  if (bright === null) return null
  const fill = gray.data.reduce((count, light) => count + (light > bright ? 1 : 0), 0) / gray.data.length
  return { fill, cut: edgesOf(gray, bright).some(isCut) }
}
