import { ref, shallowRef } from 'vue'
import { inWords } from '@/api/refusal'
import { usePace } from './usePace'
import { useReturn } from './useReturn'

/**
 * A page's content: read, read again, and what to say when it cannot be read. Of several readings under way only the
 * last one asked for counts; a page that already shows something keeps it when a later reading fails. Read again by itself once the
 * network is back.
 */
export function useLoad<T>(read: () => Promise<T>) {
  const content = shallowRef<T | null>(null)
  const failure = ref<{ title: string; detail: string } | null>(null)
  const lineBack = useReturn(() => void load())
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    try {
      const answer = await read()
      if (mine !== latest) return
      content.value = answer
      failure.value = null
    } catch (error) {
      if (mine !== latest) return
      failure.value = inWords(error)
      lineBack(error)
    }
  }

  /** For what others do: once a second at most and at least, so that no stream of news holds up what is shown. */
  const refresh = usePace(load)

  return { content, failure, load, refresh }
}
