/** A colour as PDF names it: red, green and blue from 0 to 1. */
export type Colour = readonly [number, number, number]

const A4 = { width: 595, height: 842 }

function pageOf(index: number, colour: Colour): [string, string] {
  const drawing = `${colour.join(' ')} rg 0 0 ${A4.width} ${A4.height} re f`
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${A4.width} ${A4.height}]/Contents ${4 + 2 * index} 0 R/Resources<<>>>>`
  return [page, `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`]
}

/** A document with one page of each colour. */
export function pdfOf(...colours: Colour[]): Buffer {
  const pages = colours.flatMap((colour, index) => pageOf(index, colour))
  const kids = colours.map((_, index) => `${3 + 2 * index} 0 R`).join(' ')
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Kids[${kids}]/Count ${colours.length}>>`, ...pages]
  let file = '%PDF-1.7\n'
  const places = objects.map((object, index) => {
    const place = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`)
}
