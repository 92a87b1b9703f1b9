import { computed, watch, type Ref } from 'vue'
import { readStanding } from '@/api/reads'
import type { CaseDetail, EmployerStanding } from '@/api/wire'
import { useLoad } from '@/composables/useLoad'

/**
 * The employer that a case names, by its invitation or in what a graduate filled in, and what the credit registry says of it (SIG-03).
 * Read beside the case, which does not wait for it.
 */
export function useStanding(id: string, detail: Ref<CaseDetail | null>) {
  const { content: standing, failure, load } = useLoad<EmployerStanding>(() => readStanding(id))
  const creditCode = computed(() => detail.value?.employer?.credit_code ?? detail.value?.filled?.answers['credit_code'] ?? '')
  /** The employer here, whom a warning names: one that only stamps an agreement may not be registered. */
  const employer = computed(() => (standing.value ? standing.value.employer : detail.value?.row.employer))

  watch(creditCode, (code) => code && void load(), { immediate: true })

  return { standing, creditCode, employer, failed: computed(() => !!failure.value), again: load }
}
