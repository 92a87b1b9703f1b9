import { ref, shallowRef } from 'vue'
import { inWords } from '@/api/refusal'

/**
 * A page's content: read, read again, and what to say when it cannot be read. Of several readings under way only the
 * last one asked for counts; a page that already shows something keeps it when a later reading fails.
 */
export function useLoad<T>(read: () => Promise<T>) {
  const content = shallowRef<T | null>(null)
  const failure = ref<{ title: string; detail: string } | null>(null)
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    try {
      const answer = await read()
      if (mine !== latest) return
      content.value = answer
      failure.value = null
    } catch (error) {
      if (mine === latest) failure.value = inWords(error)
    }
  }

  return { content, failure, load }
}
