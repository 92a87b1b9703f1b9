import { onScopeDispose, reactive, ref } from 'vue'
import { inWords } from '@/api/refusal'
import { bound } from './bound'
import { NotSendable, prepared, type Prepared } from './prepare'
import type { Turns } from './shrink'

/** A photo that may become a page of a document. */
export interface BasketPage {
  number: number
  name: string
  url: string
  turns: Turns
  ready: Prepared & { picture: HTMLImageElement }
}

/** Photos that become one document (EXT-23): collected in the order of its pages, looked at, and sent together or apart. */
export function usePageBasket() {
  const open = ref(false)
  const pages = reactive<BasketPage[]>([])
  /** Photos that are still being looked at. */
  const reading = ref(0)
  const refused = ref<{ title: string; detail: string } | null>(null)
  let counted = 0

  async function read(file: File): Promise<void> {
    const ready = await prepared(file)
    const { picture } = ready
    if (!picture) throw new NotSendable(`「${file.name}」不是可以合成的照片`, '请选择 JPG 或 PNG 图片；PDF 请直接上传。')
    // A picture is an element of the page, and no state to be watched.
    const page = Object.freeze({ ...ready, picture })
    pages.push({ number: ++counted, name: file.name, url: URL.createObjectURL(file), turns: 0, ready: page })
  }

  async function add(files: readonly File[]): Promise<void> {
    open.value = true
    refused.value = null
    reading.value += files.length
    for (const file of files) {
      try {
        await read(file)
      } catch (error) {
        refused.value = error instanceof NotSendable ? { title: error.title, detail: error.detail } : inWords(error)
      } finally {
        reading.value -= 1
      }
    }
  }

  function drop(page: BasketPage): void {
    URL.revokeObjectURL(page.url)
    const at = pages.findIndex(({ number }) => number === page.number)
    if (at >= 0) pages.splice(at, 1)
  }

  /** One place towards the first page. */
  function forward(at: number): void {
    if (at > 0) pages.splice(at - 1, 2, pages[at]!, pages[at - 1]!)
  }

  function close(): void {
    open.value = false
    refused.value = null
    ;[...pages].forEach(drop)
  }

  /** The document; the basket is empty again at once. */
  function take(): Promise<Blob> {
    const made = pages.map(({ ready, turns }) => ({ picture: ready.picture, turns }))
    close()
    return bound(made)
  }

  function takeApart(): { name: string; blob: () => Promise<Blob> }[] {
    const apart = pages.map(({ name, ready, turns }) => ({ name, blob: () => ready.blob(turns) }))
    close()
    return apart
  }

  onScopeDispose(close, true)

  return { open, pages, reading, refused, add, drop, forward, close, take, takeApart }
}

export type PageBasket = ReturnType<typeof usePageBasket>
