import { computed, watch } from 'vue'
import { API, queryString } from '@/api/http'
import { readProvinceStatistics, readStatistics } from '@/api/reads'
import { useAddressFilters } from '@/composables/useAddressFilters'
import { useDownload } from '@/composables/useDownload'
import { useEvery } from '@/composables/useEvery'
import { useLoad } from '@/composables/useLoad'
import { usePace } from '@/composables/usePace'
import { useTopic } from '@/composables/useTopic'
import { useWhenSeen } from '@/composables/useWhenSeen'

/** Between two counts of what others do: each counts every row. */
const PACE_MS = 2_000
/** A province hears of no case: it looks by itself. */
const PROVINCE_MS = 60_000

/** The figures of those whom the address names, counted anew while others work, at most once in two seconds. */
export function useStatistics(of: 'staff' | 'province') {
  const { filters, go } = useAddressFilters(['by', 'school', 'department', 'cohort'])
  const whom = computed(() => {
    const { school, department, cohort } = filters.value
    return { ...(of === 'province' && { school }), department, ...(cohort && { cohort: Number(cohort) }) }
  })
  /** The characteristic is a choice of view and no filter. */
  const filtered = computed(() => Boolean(filters.value.school || filters.value.department || filters.value.cohort))
  const clear = () => go({ by: filters.value.school ? '' : filters.value.by, school: '', department: '', cohort: '' })
  const read = of === 'province' ? readProvinceStatistics : readStatistics
  const { content, failure, load } = useLoad(() => read({ by: filters.value.by, ...whom.value }))
  watch(filters, () => void load(), { immediate: true })

  const again = useWhenSeen(usePace(load, PACE_MS))
  if (of === 'staff') {
    useTopic('queue', again, again)
    useTopic('school', again, () => undefined)
  } else {
    useTopic('province', again, () => undefined)
    useEvery(PROVINCE_MS, again)
  }

  const file = useDownload()
  const path = of === 'province' ? '/province/statistics/file' : '/statistics/file'
  const download = () => file.fetch(API + path + queryString(whom.value), `数据统计 ${content.value?.scope ?? ''}.xlsx`)

  return { content, failure, load, filters, filtered, go, clear, file, download }
}
