import { watch } from 'vue'
import type { TopicFrame } from '@/api/wire'
import { useAddressFilters } from '@/composables/useAddressFilters'
import { usePace } from '@/composables/usePace'
import { useTopic } from '@/composables/useTopic'
import { useWindow, type Part } from '@/composables/useWindow'

export interface LapsedFilters {
  department: string
  q: string
}

/** A list of graduates whose destination does not count any more, as it happens. */
export function useLapsed<T, P extends Part<T>>(read: (query: LapsedFilters & { offset: number; limit: number }, signal: AbortSignal) => Promise<P>) {
  const address = useAddressFilters(['department', 'q'])
  const list = useWindow<T, P>((offset, limit, signal) => read({ ...address.filters.value, offset, limit }, signal))
  watch(address.filters, () => void list.restart(), { immediate: true })

  const refresh = usePace(list.load)
  function hear(frame: TopicFrame): void {
    if (frame.type === 'queue' && (frame.changed.length || frame.more)) refresh()
  }
  useTopic('queue', hear, () => void list.load())

  return { ...address, list, refresh }
}
