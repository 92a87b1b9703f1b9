import { pdfOfPages } from './pdfOfPages'
import { tooBig } from './prepare'
import { BYTES_MAX, shrunk, type Turns } from './shrink'

/** A photo on its way into a document. */
export interface BoundPage {
  picture: HTMLImageElement
  turns: Turns
}

/** Longest side of a page, pixels: 200 dots an inch on A4. */
const SIDE = 2_300
/** Room for the rest of the file beside its pictures. */
const FRAME_BYTES = 4_096

/** Photos as one PDF, in their order, within what the server takes. */
export async function bound(pages: BoundPage[]): Promise<Blob> {
  const each = Math.floor(BYTES_MAX / pages.length) - FRAME_BYTES
  const made = []
  for (const { picture, turns } of pages) {
    const page = await shrunk(picture, turns, each, SIDE)
    if (!page) throw tooBig()
    made.push({ jpeg: new Uint8Array(await page.blob.arrayBuffer()), width: page.width, height: page.height })
  }
  return new Blob(pdfOfPages(made) as BlobPart[], { type: 'application/pdf' })
}
