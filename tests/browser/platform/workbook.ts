import { crc32 } from 'node:zlib'

/** A spreadsheet of text cells, as small as the format lets it be. */
export function workbook(rows: string[][]): Buffer {
  const sheet = rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': relationship('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="学生名单" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationship('worksheet', 'sheet.xml'),
    'xl/sheet.xml': `<worksheet ${MAIN}><sheetData>${sheet}</sheetData></worksheet>`,
  })
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

const cell = (text: string) => `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`

const relationship = (kind: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`

/** Files stored as they are, without compression. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const described = description(Buffer.from(name), content)
    const local = Buffer.concat([signature(0x04034b50), described, Buffer.from(name), content])
    entries.push(Buffer.concat([signature(0x02014b50), uint16(20), described, Buffer.alloc(10), uint32(at), Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const count = uint16(entries.length)
  const end = Buffer.concat([signature(0x06054b50), Buffer.alloc(4), count, count, uint32(directory.length), uint32(at), uint16(0)])
  return Buffer.concat([...locals, directory, end])
}

/** What the local header and the directory both say of a file: needs version 2.0, names in UTF-8, stored, no date. */
function description(name: Buffer, content: Buffer): Buffer {
  const flags = [uint16(20), uint16(0x0800), uint16(0), uint16(0), uint16(0x21)]
  const sizes = [uint32(crc32(content)), uint32(content.length), uint32(content.length), uint16(name.length), uint16(0)]
  return Buffer.concat([...flags, ...sizes])
}

const signature = (value: number) => uint32(value)

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}
