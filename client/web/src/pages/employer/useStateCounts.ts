import { computed, ref, watch } from 'vue'
import { readCases } from '@/api/reads'
import { useCodes } from '@/composables/useCodes'
import { usePace } from '@/composables/usePace'
import { useTopic } from '@/composables/useTopic'
import { inReview } from '@/words/states'

/** How many of one's own cases are under each filter; read again whenever one of them changes. */
export function useStateCounts() {
  const { rows } = useCodes()
  const counts = ref<Record<string, number>>({})
  /** The first reading is over, well or badly. */
  const asked = ref(false)
  let latest = 0

  /** Without the entry for signings that graduates start, and with one entry for both levels of review. */
  const filters = computed(() =>
    rows('case_filters').filter(({ code, kinds }) => kinds?.includes('online_signing') && code !== 'agreement_in_review' && !inReview(code)),
  )

  /** A count that cannot be read keeps its number, or has none; of several readings the last one asked for counts. */
  async function load(): Promise<void> {
    const mine = ++latest
    const totals = filters.value.map(async ({ code }) => [code, (await readCases({ state: code, limit: 1 })).total] as const)
    const read = await Promise.allSettled(totals)
    if (mine !== latest) return
    asked.value = filters.value.length > 0
    const known = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    counts.value = { ...counts.value, ...Object.fromEntries(known) }
  }

  const soon = usePace(load)
  watch(filters, () => void load(), { immediate: true })
  useTopic(
    'me',
    (frame) => frame.type === 'case' && soon(),
    () => void load(),
  )

  return { filters, counts, asked }
}
