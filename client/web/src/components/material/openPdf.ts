import { getDocument, PDFWorker, version, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import PdfThread from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'
import { Unanswered } from '@/api/refusal'

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
  const data = new Uint8Array(await file.arrayBuffer())
  const thread = new PdfThread()
  const worker = PDFWorker.create({ port: thread })
  const task = getDocument({
    data,
    worker,
    cMapUrl: `${DATA}/cmaps/`,
    standardFontDataUrl: `${DATA}/standard_fonts/`,
    wasmUrl: `${DATA}/wasm/`,
    useWasm: false,
    isEvalSupported: false,
    verbosity: 0,
  })
  const end = () => {
    worker.destroy()
    thread.terminate()
  }
  // The file's fonts are taken out of the page first.
  const close = () => void task.destroy().then(end, end)
  const lost = new Promise<never>((_, reject) => (thread.onerror = () => reject(new Unanswered())))
  try {
    return { pages: await Promise.race([task.promise, lost]), close }
  } catch (error) {
    end()
    throw error
  }
}
