import { API } from '@/api/http'
import { upload } from '@/api/upload'
import type { Uploaded } from '@/api/wire'

/** The way of a file to the server, and where it is looked at afterwards. */
export interface Carrier {
  send(file: Blob, progress: (share: number) => void): Promise<Pick<Uploaded, 'file' | 'media_type'>>
  /** By the name that the server gave it. */
  address(file: string): string
}

/** Of a person who is signed in. */
export const ofAccount: Carrier = {
  send: (file, progress) => upload<Uploaded>('/uploads', file, progress),
  address: (file) => `${API}/uploads/${encodeURIComponent(file)}`,
}
