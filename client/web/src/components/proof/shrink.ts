import { LOOKED_AT, type Gray } from './quality'

/** Largest side of a picture that is sent, pixels: enough to read a page by. */
export const SIDE_MAX = 4_000
/** As the server takes them. */
export const BYTES_MAX = 10 << 20

const QUALITY = 0.85
/** Each attempt to get below the limit takes off so much. */
const STEP = 0.75
const ATTEMPTS = 6

export interface Size {
  width: number
  height: number
}

/** Quarter turns to the right. */
export type Turns = 0 | 1 | 2 | 3

/** The size at which a picture is sent: as it is, or with its longer side at the limit. */
export function fitted({ width, height }: Size, most = SIDE_MAX): Size {
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const sizeOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): Size => ({ width: naturalWidth, height: naturalHeight })

/** The picture, upright as its camera meant it; `null` when the browser cannot read it. */
export async function pictureOf(file: Blob): Promise<HTMLImageElement | null> {
  const picture = new Image()
  picture.src = URL.createObjectURL(file)
  try {
    await picture.decode()
    return picture
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(picture.src)
  }
}

interface Drawn {
  canvas: HTMLCanvasElement
  pen: CanvasRenderingContext2D
}

function drawn(picture: HTMLImageElement, { width, height }: Size, turns: Turns): Drawn | null {
  const canvas = document.createElement('canvas')
  const lying = turns % 2 === 1
  Object.assign(canvas, lying ? { width: height, height: width } : { width, height })
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  // JPEG knows no transparency: what is seen through would be black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.translate(canvas.width / 2, canvas.height / 2)
  pen.rotate((turns * Math.PI) / 2)
  pen.drawImage(picture, -width / 2, -height / 2, width, height)
  return { canvas, pen }
}

/** A picture as it is sent. */
export interface Shrunk extends Size {
  blob: Blob
}

/** The picture, turned, as a JPEG within the limits; `null` when the browser does not manage it. */
export async function shrunk(picture: HTMLImageElement, turns: Turns = 0, bytes = BYTES_MAX, side = SIDE_MAX): Promise<Shrunk | null> {
  let most = side
  for (let attempt = 0; attempt < ATTEMPTS; attempt++, most *= STEP) {
    const made = drawn(picture, fitted(sizeOf(picture), most), turns)
    if (!made) return null
    const { canvas } = made
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    if (!blob) return null
    if (blob.size <= bytes) return { blob, width: canvas.width, height: canvas.height }
  }
  return null
}

/** The picture small and without colours, to be looked at; `null` when the browser does not manage it. */
export function grayOf(picture: HTMLImageElement): Gray | null {
  const made = drawn(picture, fitted(sizeOf(picture), LOOKED_AT), 0)
  if (!made) return null
  const { width, height } = made.canvas
  const { data: colours } = made.pen.getImageData(0, 0, width, height)
  const data = new Uint8Array(width * height)
  for (let at = 0; at < data.length; at++) data[at] = (colours[4 * at]! * 299 + colours[4 * at + 1]! * 587 + colours[4 * at + 2]! * 114) / 1000
  return { width, height, data }
}
