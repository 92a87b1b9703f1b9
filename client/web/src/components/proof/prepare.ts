import { paperOf } from './paper'
import { faultsOf, type Fault } from './quality'
import { BYTES_MAX, SIDE_MAX, grayOf, pictureOf, shrunk, sizeOf, type Turns } from './shrink'
import { headOf, sniffed } from './sniff'

/** Why a file is not even sent: what is the matter, and what to do. */
export class NotSendable extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
  ) {
    super(title)
    this.name = 'NotSendable'
  }
}

const heic = () =>
  new NotSendable('浏览器无法读取这张 HEIC 照片', '请在手机「设置 → 相机 → 格式」中选择「兼容性最佳」后重新拍照；或者打开这张照片，截图后上传截图。')
export const tooBig = () => new NotSendable('文件过大', '请压缩到 10 MB 以内后上传。')

const fits = (file: Blob, { naturalWidth, naturalHeight }: HTMLImageElement) => file.size <= BYTES_MAX && Math.max(naturalWidth, naturalHeight) <= SIDE_MAX

/** A file that can be sent, and what its sender may want to know before. */
export interface Prepared {
  /** Absent of what is no picture, or none that the browser reads. */
  picture: HTMLImageElement | null
  faults: Fault[]
  /** As it is sent, turned to the right so many times. */
  blob: (turns: Turns) => Promise<Blob>
}

async function sendable(file: File, picture: HTMLImageElement, kept: boolean, turns: Turns): Promise<Blob> {
  if (!turns && kept) return file
  const made = await shrunk(picture, turns)
  if (!made) throw tooBig()
  return made.blob
}

function judged(picture: HTMLImageElement): Fault[] {
  const gray = grayOf(picture)
  return gray ? faultsOf(gray, sizeOf(picture), paperOf) : []
}

/**
 * The file as it can be sent. Photos larger than the server needs are made smaller here, so that they arrive over a slow network; a
 * format that the browser reads and the server does not becomes a JPEG. A file that is sent as it is is left to the server to judge.
 */
export async function prepared(file: File): Promise<Prepared> {
  const kind = sniffed(await headOf(file))
  const picture = kind === 'pdf' ? null : await pictureOf(file)
  if (!picture) {
    if (kind === 'heic') throw heic()
    if (file.size > BYTES_MAX) throw tooBig()
    return { picture: null, faults: [], blob: () => Promise.resolve(file) }
  }
  const kept = (kind === 'jpeg' || kind === 'png') && fits(file, picture)
  return { picture, faults: judged(picture), blob: (turns) => sendable(file, picture, kept, turns) }
}
