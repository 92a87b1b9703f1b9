import { computed, reactive, toRef } from 'vue'
import type { Beginning, CaseDetail, Filled } from '@/api/wire'
import { answersAsked, answersKept } from '@/components/described/asked'
import type { DeviceDraft } from './deviceDraft'
import { newestDraft } from './newestDraft'

interface Begun {
  beginning: Beginning
  device: DeviceDraft
  /** The form that was chosen, where none was begun. */
  chosen: string
  /** The case that is handed in again. */
  detail: CaseDetail | null
}

/** Whether this graduate may use a form; who was 定向 or 委培 only since has another one. */
export const isOffered = ({ forms }: Beginning, form: string): boolean => forms.some((one) => one.form === form)

/** Where filling in begins: with what was begun, with what was handed in before, or with an empty form. */
function start({ beginning, device, chosen, detail }: Begun): Filled {
  const begun = newestDraft(device.recall(), beginning.draft)?.filled
  const before = detail?.filled
  const usable = before && isOffered(beginning, before.form) ? before : undefined
  // Returned for correction, it stays the form that it was, as long as its graduate may use that.
  const fixed = detail?.row.state === 'returned' ? usable?.form : undefined
  if (begun && isOffered(beginning, begun.form) && (!fixed || begun.form === fixed)) return begun
  if (usable) return usable
  const only = beginning.forms.length === 1 ? beginning.forms[0]!.form : chosen
  return { form: detail ? only : chosen, answers: {}, files: before?.files ?? [] }
}

/** A form being filled in, by its description. */
export function useFilling(begun: Begun) {
  const { form: code, answers, files } = start(begun)
  const filled = reactive({ form: code, answers: { ...answers }, files: [...(files ?? [])] })
  const form = computed(() => begun.beginning.forms.find((one) => one.form === filled.form) ?? null)

  const kept = (): Filled => ({
    form: filled.form,
    answers: form.value ? answersKept(form.value, filled.answers) : {},
    files: [...filled.files],
  })
  const handedIn = (): Filled => ({ ...kept(), answers: form.value ? answersAsked(form.value, filled.answers) : {} })

  return { filled, form, files: toRef(filled, 'files'), kept, handedIn }
}
