import { computed } from 'vue'
import { useCaseList } from '@/composables/useCaseList'
import { usePace } from '@/composables/usePace'
import { useTopic } from '@/composables/useTopic'

/** A graduate has few cases: all of them, newest first, live. */
const ENOUGH = 100

export function useMyCases() {
  const list = useCaseList(() => false)
  useTopic('me', hear, list.load)
  void list.ask({ order: 'newest', limit: ENOUGH })

  const again = usePace(list.load)
  /** A case that is not here yet is a new invitation: read again, there is nothing under the thumb to keep still. */
  function hear(frame: Parameters<typeof list.hear>[0]): void {
    list.hear(frame)
    if (list.outdated.value) again()
  }

  const cases = computed(() => list.rows.value.map((item) => item.row))
  return { ...list, cases }
}
