import { computed, ref, shallowRef } from 'vue'
import { sendFile } from '@/api/http'
import { readUpload } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { UploadJob } from '@/api/wire'
import { followUpload } from './followUpload'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** One roster file on its way in: sent, followed, reported. */
export function useUpload() {
  const job = shallowRef<UploadJob | null>(null)
  const running = ref(false)
  const file = ref('')
  const failure = ref<{ title: string; detail: string } | null>(null)
  const finished = computed(() => (job.value?.finished ? job.value : null))

  async function start(chosen: File): Promise<void> {
    if (running.value) return
    running.value = true
    file.value = chosen.name
    failure.value = null
    job.value = null
    try {
      const begun = await sendFile<UploadJob>('/ems/roster/upload', chosen)
      await followUpload(begun, { read: readUpload, pause, seen: (now) => (job.value = now) })
    } catch (error) {
      failure.value = inWords(error)
    } finally {
      running.value = false
    }
  }

  function forget(): void {
    if (running.value) return
    job.value = null
    failure.value = null
  }

  return { job, running, file, failure, finished, start, forget }
}
