import { computed, reactive, type Ref } from 'vue'
import { inWords } from '@/api/refusal'
import { upload } from '@/api/upload'
import type { Uploaded } from '@/api/wire'
import { NotSendable, prepared } from './prepare'

/** A file on its way, or one that was not taken. */
export interface Sending {
  number: number
  name: string
  /** Of 1. */
  share: number
  failure: { title: string; detail: string } | null
}

const wordsOf = (error: unknown) => (error instanceof NotSendable ? { title: error.title, detail: error.detail } : inWords(error))

/** Files going up, one after the other: on a phone two at once are slower than two in turn. `files` names those that are there. */
export function useProofUploads(files: Ref<string[]>, most: () => number) {
  const sendings = reactive<Sending[]>([])
  /** The files that went up from this page, as far as they are known. */
  const kinds = reactive(new Map<string, string>())
  const busy = computed(() => sendings.some(({ failure }) => !failure))
  let last = Promise.resolve()
  let counted = 0

  const forget = (number: number) => {
    const at = sendings.findIndex((sending) => sending.number === number)
    if (at >= 0) sendings.splice(at, 1)
  }

  function arrived({ file, media_type }: Uploaded): void {
    kinds.set(file, media_type)
    // The same file twice is one.
    if (!files.value.includes(file)) files.value = [...files.value, file]
  }

  async function send(sending: Sending, file: File): Promise<void> {
    try {
      arrived(await upload(await prepared(file), (share) => (sending.share = share)))
      forget(sending.number)
    } catch (error) {
      sending.failure = wordsOf(error)
    }
  }

  function refuse(sending: Sending): void {
    sending.failure = { title: `最多 ${most()} 份`, detail: '这份没有上传；请先移除不需要的。' }
  }

  function add(chosen: readonly File[]): void {
    for (const file of chosen) {
      const room = files.value.length + sendings.filter(({ failure }) => !failure).length < most()
      sendings.push({ number: ++counted, name: file.name, share: 0, failure: null })
      const sending = sendings[sendings.length - 1]!
      if (room) last = last.then(() => send(sending, file))
      else refuse(sending)
    }
  }

  const remove = (file: string) => (files.value = files.value.filter((name) => name !== file))

  return { sendings, kinds, busy, add, remove, forget }
}

export type ProofUploads = ReturnType<typeof useProofUploads>
