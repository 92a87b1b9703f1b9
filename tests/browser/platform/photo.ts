import type { Page } from '@playwright/test'
import type { Handed } from './handed.ts'

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

/** How a page of print was photographed. */
interface Taken {
  /** Out of focus by so many pixels. */
  blur?: number
  /** It lies on its side. */
  turned?: boolean
}

/** The photo of a page of print on a dark table, drawn by the browser that will send it. */
export async function photographPage(page: Page, taken: Taken): Promise<Handed> {
  const drawn = await page.evaluate(({ blur, turned }) => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, turned ? { width: 2_000, height: 1_500 } : { width: 1_500, height: 2_000 })
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#444'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    if (blur) pen.filter = `blur(${blur}px)`
    pen.translate(canvas.width / 2, canvas.height / 2)
    if (turned) pen.rotate(Math.PI / 2)
    pen.translate(-750, -1_000)
    pen.fillStyle = '#f4f4f0'
    pen.fillRect(130, 150, 1_240, 1_700)
    pen.fillStyle = '#222'
    pen.font = '28px serif'
    const text = '甲方应如实介绍本单位情况，并做好接收工作；乙方应如实介绍自己的情况，按期到甲方报到。'
    for (let line = 0; line < 26; line++) pen.fillText(text.slice(line % 5, (line % 5) + 34), 240, 300 + 56 * line)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
  }, taken)
  const name = `photo${taken.blur ? '-blurred' : ''}${taken.turned ? '-lying' : ''}.jpg`
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(drawn, 'base64') }
}
