/** Largest side of a picture that is sent, pixels: enough to read a page by. */
export const SIDE_MAX = 4_000
/** As the server takes them. */
export const BYTES_MAX = 10 << 20

const QUALITY = 0.85
/** Each attempt to get below the limit takes off so much. */
const STEP = 0.75
const ATTEMPTS = 6

interface Size {
  width: number
  height: number
}

/** The size at which a picture is sent: as it is, or with its longer side at the limit. */
export function fitted({ width, height }: Size, most = SIDE_MAX): Size {
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

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

function drawn(picture: HTMLImageElement, { width, height }: Size): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  // JPEG knows no transparency: what is seen through would be black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

/** The picture as a JPEG within the limits; `null` when the browser does not manage it. */
export async function shrunk(picture: HTMLImageElement): Promise<Blob | null> {
  const size = { width: picture.naturalWidth, height: picture.naturalHeight }
  let most = SIDE_MAX
  for (let attempt = 0; attempt < ATTEMPTS; attempt++, most *= STEP) {
    const made = await drawn(picture, fitted(size, most))
    if (!made || made.size <= BYTES_MAX) return made
  }
  return null
}
