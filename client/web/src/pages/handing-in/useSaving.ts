import { onScopeDispose, ref, watch } from 'vue'
import { saveDraft } from '@/api/commands'
import { sendOnce } from '@/api/http'
import { newKey } from '@/api/key'
import { Refusal } from '@/api/refusal'
import type { Filled } from '@/api/wire'
import { useReturn } from '@/composables/useReturn'
import type { DeviceDraft } from './deviceDraft'

/** Where a form is kept: nowhere yet, on the way, at the server, here because the server did not take it, here alone. */
export type SavedState = 'untouched' | 'saving' | 'saved' | 'device' | 'here'

const QUIET_MS = 2_000

/**
 * A form saved as it is filled in: on the device at every change, at the server when it is asked for, one request at a time. What is
 * changed while one is under way is saved after it. Without a `kind` the device alone keeps it.
 */
export function useSaving(kind: string | null, filled: () => Filled, device: DeviceDraft) {
  const state = ref<SavedState>('untouched')
  const savedAt = ref(0)
  /** Why the server does not take it, where it says so. */
  const refusal = ref('')
  let [unsaved, open] = [false, true]
  let underWay: Promise<void> | null = null
  let quiet: ReturnType<typeof setTimeout> | undefined
  const lineBack = useReturn(() => void save())

  const keep = (saved: boolean) => device.keep({ filled: filled(), at_ms: Date.now(), saved })

  watch(
    () => JSON.stringify(filled()),
    () => {
      unsaved = true
      keep(false)
      if (quiet !== undefined) whenQuiet()
    },
  )

  function keepHere(): void {
    if (!open || !unsaved) return
    unsaved = false
    savedAt.value = Date.now()
    state.value = keep(true) ? 'here' : 'untouched'
  }

  async function attempt(kind: string, outlives: boolean): Promise<void> {
    unsaved = false
    state.value = 'saving'
    try {
      await sendOnce({ ...saveDraft(kind, filled()), key: newKey() }, outlives)
      if (!unsaved) keep(true)
      savedAt.value = Date.now()
      refusal.value = ''
      state.value = 'saved'
    } catch (error) {
      unsaved = true
      refusal.value = error instanceof Refusal ? (error.fields[0]?.message ?? error.problem.title) : ''
      state.value = 'device'
      if (open) lineBack(error)
    }
  }

  async function save(outlives = false): Promise<void> {
    clearTimeout(quiet)
    quiet = undefined
    if (underWay) await underWay
    if (!kind) return keepHere()
    if (!open || !unsaved || underWay) return
    underWay = attempt(kind, outlives).finally(() => (underWay = null))
    await underWay
  }

  /** Once nothing was changed for a while. */
  function whenQuiet(): void {
    clearTimeout(quiet)
    quiet = setTimeout(() => void save(), QUIET_MS)
  }

  /** Ends once nothing is under way: a draft that arrives after the form was handed in would stand there as a new one. */
  async function rest(): Promise<void> {
    open = false
    clearTimeout(quiet)
    await underWay
  }

  const resume = () => void (open = true)

  function discard(): void {
    open = false
    device.discard()
  }

  const onHidden = () => document.visibilityState === 'hidden' && void save(true)
  document.addEventListener('visibilitychange', onHidden)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHidden)
    void save(true)
  })

  return { state, savedAt, refusal, save, whenQuiet, rest, resume, discard }
}
