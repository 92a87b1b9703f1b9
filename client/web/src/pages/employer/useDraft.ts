import { onScopeDispose, reactive, ref, watch } from 'vue'
import { pace } from '@/composables/usePace'
import { emptyDraft, type Draft } from './inviteForm'

const KEEP_MS = 400

function recall(key: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Draft> | null
    if (!kept?.answers) return null
    const empty = emptyDraft()
    return { ...empty, ...kept, number: '', answers: { ...empty.answers, ...kept.answers } }
  } catch {
    return null
  }
}

/**
 * The invitation being written, kept on the device as it is typed, under the `id` of the session: the next person at this screen finds
 * their own. The graduate's number is not kept: it may be an ID number. One that starts from an earlier invitation is not kept, so that
 * it does not take the place of one half written.
 */
export function useDraft(owner: string, keptOnDevice = true) {
  const key = `wangqian.invitation.${owner}`
  const kept = keptOnDevice ? recall(key) : null
  const draft = reactive<Draft>(kept ?? emptyDraft())
  const restored = ref(kept !== null)
  const keep = () => localStorage.setItem(key, JSON.stringify({ ...draft, number: '' }))
  const keeping = pace(keptOnDevice ? keep : () => undefined, KEEP_MS)

  function discard(): void {
    keeping.stop()
    if (keptOnDevice) localStorage.removeItem(key)
  }

  function startAnew(): void {
    Object.assign(draft, emptyDraft())
    discard()
    restored.value = false
  }

  watch(draft, keeping.ask, { deep: true })
  onScopeDispose(keeping.flush)

  return { draft, restored, discard, startAnew }
}
