/** A file as a page is given it. */
export interface Handed {
  name: string
  mimeType: string
  buffer: Buffer
}
