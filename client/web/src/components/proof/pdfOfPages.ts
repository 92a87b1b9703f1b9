/** A page of a document that is made of photos: a JPEG as it is, of three colours. */
export interface PhotoPage {
  jpeg: Uint8Array
  width: number
  height: number
}

/** A4 in points, upright; a page that is wider than high lies on its side. */
const [SHORT, LONG] = [595, 842]
const ENDED = '\nendobj\n'

/** The parts of a file and where each object begins. */
function writer() {
  const parts: Uint8Array[] = []
  const places: number[] = []
  let length = 0
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part
    parts.push(bytes)
    length += bytes.length
  }
  const object = (...body: (string | Uint8Array)[]) => {
    places.push(length)
    put(`${places.length} 0 obj\n`)
    body.forEach(put)
    put(ENDED)
  }
  return { parts, places, put, object, at: () => length }
}

/** The paper, and the matrix that lays a picture upon its middle, as large as it may be. */
function laid({ width, height }: PhotoPage) {
  const [across, down] = width > height ? [LONG, SHORT] : [SHORT, LONG]
  const scale = Math.min(across / width, down / height)
  const [w, h] = [width * scale, height * scale]
  const numbers = [w, 0, 0, h, (across - w) / 2, (down - h) / 2].map((number) => number.toFixed(2))
  return { box: `[0 0 ${across} ${down}]`, matrix: numbers.join(' ') }
}

const stream = (head: string, bytes: string | Uint8Array) => [`<< ${head} /Length ${bytes.length} >>\nstream\n`, bytes, '\nendstream'] as const

function cross(places: number[]): string {
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
  return `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${rows.join('')}`
}

/** Photos, one a page, as one PDF: many photos become one document (EXT-23). */
export function pdfOfPages(pages: PhotoPage[]): Uint8Array[] {
  const out = writer()
  out.put('%PDF-1.4\n')
  // The catalogue and the tree, then three objects a page.
  const first = 3
  const kids = pages.map((_, at) => `${first + 3 * at} 0 R`)
  out.object('<< /Type /Catalog /Pages 2 0 R >>')
  out.object(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`)
  pages.forEach((page, at) => {
    const number = first + 3 * at
    const { box, matrix } = laid(page)
    out.object(`<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << /XObject << /Photo ${number + 2} 0 R >> >> /Contents ${number + 1} 0 R >>`)
    out.object(...stream('', `q ${matrix} cm /Photo Do Q`))
    const head = `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`
    out.object(...stream(head, page.jpeg))
  })
  const start = out.at()
  out.put(`${cross(out.places)}trailer\n<< /Size ${out.places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return out.parts
}
