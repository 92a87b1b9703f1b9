import { ref } from 'vue'
import { fetchFile, readBlob } from '@/api/http'
import { inWords } from '@/api/refusal'

/** Gives a file to the reader to keep. */
function keep(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to write it down by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A file that the server makes on demand. */
export function useDownload() {
  const running = ref(false)
  const words = ref<{ title: string; detail: string } | null>(null)

  /** Whether it came. */
  async function take(file: () => Promise<Blob>, name: string): Promise<boolean> {
    if (running.value) return false
    running.value = true
    words.value = null
    try {
      keep(await file(), name)
      return true
    } catch (error) {
      words.value = inWords(error)
      return false
    } finally {
      running.value = false
    }
  }

  /** A file that a command makes. */
  const run = (path: string, body: unknown, name: string) => take(() => fetchFile(path, body), name)
  /** A file at a whole address. */
  const fetch = (address: string, name: string) => take(() => readBlob(address), name)

  return { running, words, run, fetch, forget: () => (words.value = null) }
}
