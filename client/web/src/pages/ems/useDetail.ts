import { watch, type Ref } from 'vue'
import { readEmsGraduate } from '@/api/reads'
import type { EmsRosterDetail, EmsRosterRow } from '@/api/wire'
import { useLoad } from '@/composables/useLoad'

/** A row with everything that may be edited, read whenever its dialog opens. */
export function useDetail(open: Ref<boolean>, row: Ref<EmsRosterRow>) {
  const { content: detail, failure, load } = useLoad<EmsRosterDetail>(() => readEmsGraduate(row.value.graduate))
  watch(
    [open, row],
    ([now]) => {
      if (!now) return
      detail.value = null
      void load()
    },
    { immediate: true },
  )
  return { detail, failure, load }
}
