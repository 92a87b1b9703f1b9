import { computed, ref, shallowRef } from 'vue'
import { sendFile } from '@/api/http'
import { newKey } from '@/api/key'
import { readBulk } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { BulkJob } from '@/api/wire'
import { followUpload } from '../ems/followUpload'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** One file of invitations: sent, followed, told row by row. `began` hears which upload it is, so that a reload finds it again. */
export function useBulk(began: (job: string) => void) {
  const job = shallowRef<BulkJob | null>(null)
  const running = ref(false)
  const failure = ref<{ title: string; detail: string } | null>(null)
  const last = shallowRef<{ file: File; key: string } | null>(null)
  const finished = computed(() => (job.value?.finished ? job.value : null))

  async function follow(begin: () => Promise<BulkJob>): Promise<void> {
    if (running.value) return
    running.value = true
    failure.value = null
    job.value = null
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

  /** A file chosen anew is a new upload, even if it is the same file. */
  function start(file: File): Promise<void> {
    if (!running.value) last.value = { file, key: newKey() }
    return follow(sendLast)
  }

  /** The same upload once more: whatever it sent before, it sends once. */
  const again = () => follow(sendLast)
  const resume = (id: string) => follow(() => readBulk(id))

  return { job, running, failure, finished, last, start, again, resume }
}
