import { getDocument, PDFWorker, version, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import PdfThread from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'

/** Character maps, fonts and decoders that some files need besides; see `build/pdfData.ts`. */
const DATA = `/assets/pdf-${version}`

export interface OpenPdf {
  pages: PDFDocumentProxy
  close(): void
}

/**
 * Opens a file in a thread of its own. The content security policy allows neither `eval` nor WebAssembly, and no file is worth a
 * weaker one: the decoders in plain JavaScript take a little longer.
 */
export async function openPdf(file: Blob): Promise<OpenPdf> {
  const thread = new PdfThread()
  const worker = PDFWorker.create({ port: thread })
  const close = () => {
    worker.destroy()
    thread.terminate()
  }
  try {
    const pages = await getDocument({
      data: new Uint8Array(await file.arrayBuffer()),
      worker,
      cMapUrl: `${DATA}/cmaps/`,
      standardFontDataUrl: `${DATA}/standard_fonts/`,
      wasmUrl: `${DATA}/wasm/`,
      useWasm: false,
      isEvalSupported: false,
      verbosity: 0,
    }).promise
    return { pages, close }
  } catch (error) {
    close()
    throw error
  }
}
