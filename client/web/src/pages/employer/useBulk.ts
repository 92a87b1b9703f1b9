import { computed, ref, shallowRef } from 'vue'
import { sendFile } from '@/api/http'
import { newKey } from '@/api/key'
import { readBulk } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { BulkJob, BulkPreview } from '@/api/wire'
import { followUpload } from '../ems/followUpload'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** One file of invitations: tried first, then sent, followed, told row by row. `began` hears which upload it is, so that a reload finds it again. */
export function useBulk(began: (job: string) => void) {
  const job = shallowRef<BulkJob | null>(null)
  const running = ref(false)
  const failure = ref<{ title: string; detail: string } | null>(null)
  const preview = shallowRef<BulkPreview | null>(null)
  const trying = ref(false)
  /** Whether it was sent, whatever was heard of it. */
  const sent = ref(false)
  const last = shallowRef<{ file: File; key: string } | null>(null)
  const finished = computed(() => (job.value?.finished ? job.value : null))

  async function follow(begin: () => Promise<BulkJob>): Promise<void> {
    if (running.value) return
    running.value = sent.value = true
    failure.value = null
    job.value = null
    preview.value = null
    try {
      const begun = await begin()
      began(begun.job)
      await followUpload(begun, { read: readBulk, pause, seen: (now) => (job.value = now) })
    } catch (error) {
      failure.value = inWords(error)
    } finally {
      running.value = false
    }
  }

  const sendLast = () => sendFile<BulkJob>('/invitations/bulk', last.value!.file, last.value!.key)

  /** A trial of the file: nothing is sent. A file chosen anew is a new upload, even if it is the same file. */
  async function choose(file: File): Promise<void> {
    if (running.value || trying.value) return
    last.value = { file, key: newKey() }
    trying.value = true
    sent.value = false
    failure.value = null
    job.value = preview.value = null
    try {
      preview.value = await sendFile<BulkPreview>('/invitations/bulk/preview', file)
    } catch (error) {
      failure.value = inWords(error)
    } finally {
      trying.value = false
    }
  }

  function putBack(): void {
    preview.value = last.value = null
  }

  /** 「确认发送」: the very file that was tried. */
  const confirm = () => follow(sendLast)

  /** The same upload once more: whatever it sent before, it sends once. */
  const again = () => follow(sendLast)
  const resume = (id: string) => follow(() => readBulk(id))

  return { job, preview, trying, sent, running, failure, finished, last, choose, putBack, confirm, again, resume }
}
