import { computed, reactive, type Ref } from 'vue'
import { inWords } from '@/api/refusal'
import type { Uploaded } from '@/api/wire'
import { ofAccount } from './carrier'
import { NotSendable, prepared, type Prepared } from './prepare'
import type { Fault } from './quality'
import type { Turns } from './shrink'
import { usePageBasket } from './usePageBasket'

/** A photo that may not be good enough: whoever took it decides (EXT-23). */
export interface Doubt {
  faults: Fault[]
  /** The picture, to be looked at. */
  url: string
  turns: Turns
}

/** A file on its way, one that was not taken, or one that waits for a decision. */
export interface Sending {
  number: number
  name: string
  /** Of 1. */
  share: number
  failure: { title: string; detail: string } | null
  doubt: Doubt | null
}

const wordsOf = (error: unknown) => (error instanceof NotSendable ? { title: error.title, detail: error.detail } : inWords(error))

const isPicture = ({ type, name }: File) => type.startsWith('image/') || /\.hei[cf]$/i.test(name)

/** Files going up, one after the other: on a phone two at once are slower than two in turn. `files` names those that are there. */
export function useProofUploads(files: Ref<string[]>, most: () => number, { send, address } = ofAccount) {
  const sendings = reactive<Sending[]>([])
  /** The files that went up from this page, as far as they are known. */
  const kinds = reactive(new Map<string, string>())
  /** Ready to be sent once their photos were found good enough. */
  const doubted = new Map<number, Prepared>()
  const basket = usePageBasket()
  const moving = computed(() => sendings.some(({ failure, doubt }) => !failure && !doubt))
  const undecided = computed(() => sendings.some(({ doubt }) => doubt) || basket.pages.length > 0)
  const busy = computed(() => moving.value || undecided.value)
  /** Why nothing can be handed in yet. */
  const waiting = computed(() => (undecided.value ? '有照片等您决定是否使用，决定后可以继续' : moving.value ? '材料正在上传，传完后可以继续' : ''))
  let last = Promise.resolve()
  let counted = 0

  const forget = (number: number) => {
    const at = sendings.findIndex((sending) => sending.number === number)
    if (at < 0) return
    const [gone] = sendings.splice(at, 1)
    if (gone?.doubt) URL.revokeObjectURL(gone.doubt.url)
    doubted.delete(number)
  }

  function arrived({ file, media_type }: Pick<Uploaded, 'file' | 'media_type'>): void {
    kinds.set(file, media_type)
    // The same file twice is one.
    if (!files.value.includes(file)) files.value = [...files.value, file]
  }

  /** A failure ends as words beside the file's name, never as an error of the page. */
  async function attempt(sending: Sending, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      sending.failure = wordsOf(error)
    }
  }

  async function put(sending: Sending, blob: Blob): Promise<void> {
    arrived(await send(blob, (share) => (sending.share = share)))
    forget(sending.number)
  }

  async function examine(sending: Sending, file: File): Promise<void> {
    const ready = await prepared(file)
    if (!ready.faults.length) return put(sending, await ready.blob(0))
    doubted.set(sending.number, ready)
    sending.doubt = { faults: ready.faults, url: URL.createObjectURL(file), turns: 0 }
  }

  const inTurn = (sending: Sending, work: () => Promise<void>) => void (last = last.then(() => attempt(sending, work)))

  /** A place for one more, or the words that there is none. */
  function place(name: string): Sending | null {
    const room = files.value.length + sendings.filter(({ failure }) => !failure).length < most()
    const failure = room ? null : { title: `最多 ${most()} 份`, detail: '这份没有上传；请先移除不需要的，或把多张照片合成一份。' }
    sendings.push({ number: ++counted, name, share: 0, failure, doubt: null })
    return room ? sendings[sendings.length - 1]! : null
  }

  function sendOne(file: File): void {
    const sending = place(file.name)
    if (sending) inTurn(sending, () => examine(sending, file))
  }

  /** Several photos at once are most often the pages of one paper. */
  function add(chosen: readonly File[]): void {
    const pictures = chosen.filter(isPicture)
    const together = basket.open.value || pictures.length > 1
    if (together) void basket.add(pictures)
    chosen.filter((file) => !together || !pictures.includes(file)).forEach(sendOne)
  }

  /** The sender has looked at it and means it. */
  function use(sending: Sending): void {
    const ready = doubted.get(sending.number)
    const turns = sending.doubt?.turns ?? 0
    if (!ready || !sending.doubt) return
    URL.revokeObjectURL(sending.doubt.url)
    sending.doubt = null
    doubted.delete(sending.number)
    inTurn(sending, async () => put(sending, await ready.blob(turns)))
  }

  function sendBound(): void {
    const sending = place(`${basket.pages.length} 页合成的文件`)
    if (sending) inTurn(sending, async () => put(sending, await basket.take()))
  }

  function sendApart(): void {
    for (const { name, blob } of basket.takeApart()) {
      const sending = place(name)
      if (sending) inTurn(sending, async () => put(sending, await blob()))
    }
  }

  const remove = (file: string) => (files.value = files.value.filter((name) => name !== file))

  return { sendings, kinds, address, busy, waiting, basket, add, use, sendBound, sendApart, remove, forget }
}

export type ProofUploads = ReturnType<typeof useProofUploads>
