import { computed, ref, watch, type Ref } from 'vue'
import type { Batch } from '@/api/wire'

/** So long back the pace is measured. */
const WINDOW_MS = 5_000

/** Items a second, and how many seconds the rest takes, by what was seen happen. */
export function useBatchPace(batch: Ref<Batch | null>, now: () => number = () => performance.now()) {
  const seen = ref<{ at: number; settled: number }[]>([])

  watch(
    batch,
    (shown) => {
      if (shown?.stand !== 'under_way') return void (seen.value = [])
      const at = now()
      const lately = seen.value.filter((mark) => at - mark.at <= WINDOW_MS)
      seen.value = [...lately, { at, settled: shown.items - shown.will_do }]
    },
    { immediate: true },
  )

  const perSecond = computed(() => {
    const [first, last] = [seen.value[0], seen.value.at(-1)]
    if (!first || !last || last.at <= first.at) return 0
    return ((last.settled - first.settled) / (last.at - first.at)) * 1_000
  })
  const secondsLeft = computed(() => (perSecond.value > 0 && batch.value ? batch.value.will_do / perSecond.value : null))

  return { perSecond, secondsLeft }
}
