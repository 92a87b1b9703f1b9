import type { Page } from '@playwright/test'

/** A photo as a camera takes it, `side` pixels wide and as many bytes as noise makes of it; drawn by the browser that will send it. */
export async function photograph(page: Page, side: number): Promise<Buffer> {
  const drawn = await page.evaluate(async (width) => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width, height: Math.round((width * 3) / 4) })
    const pen = canvas.getContext('2d')!
    const noise = pen.createImageData(canvas.width, canvas.height)
    const pixels = new Uint32Array(noise.data.buffer)
    // A generator of one's own: the browser's fills 65,536 bytes at a time.
    let seed = 7
    for (let at = 0; at < pixels.length; at++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      pixels[at] = 0xff000000 | (seed >>> 8)
    }
    pen.putImageData(noise, 0, 0)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
    const bytes = new Uint8Array(await blob!.arrayBuffer())
    let text = ''
    for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
    return btoa(text)
  }, side)
  return Buffer.from(drawn, 'base64')
}
