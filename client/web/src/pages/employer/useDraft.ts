import { onScopeDispose, reactive, ref, watch } from 'vue'
import { emptyDraft, type Draft } from './inviteForm'

const SETTLE_MS = 400

function recall(key: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Draft> | null
    if (!kept?.terms) return null
    const empty = emptyDraft()
    return { ...empty, ...kept, number: '', terms: { ...empty.terms, ...kept.terms } }
  } catch {
    return null
  }
}

/**
 * The invitation being written, kept on the device as it is typed; the graduate's number is not: it may be an ID number. One that
 * starts from an earlier invitation is not kept, so that it does not take the place of one half written.
 */
export function useDraft(owner: string, keptOnDevice = true) {
  const key = `wangqian.invitation.${owner}`
  const kept = keptOnDevice ? recall(key) : null
  const draft = reactive<Draft>(kept ?? emptyDraft())
  const restored = ref(kept !== null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep(): void {
    clearTimeout(timer)
    if (!keptOnDevice) return
    timer = setTimeout(() => localStorage.setItem(key, JSON.stringify({ ...draft, number: '' })), SETTLE_MS)
  }

  function discard(): void {
    clearTimeout(timer)
    if (keptOnDevice) localStorage.removeItem(key)
  }

  function startAnew(): void {
    Object.assign(draft, emptyDraft())
    discard()
    restored.value = false
  }

  watch(draft, keep, { deep: true })
  onScopeDispose(() => clearTimeout(timer))

  return { draft, restored, discard, startAnew }
}
