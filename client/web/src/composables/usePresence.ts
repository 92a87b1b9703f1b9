import { computed, onMounted, onScopeDispose, ref, watch } from 'vue'
import { openCase, presenceOf, takeOver, touchCase } from '@/live'

const TOUCH_EVERY_MS = 30_000

/** Opens an item for as long as the page is: takes its lease if free, renews it by activity, shows who else is there (EXT-01). */
export function usePresence(id: string) {
  let touchedAt = Date.now()

  function active(): void {
    if (Date.now() - touchedAt < TOUCH_EVERY_MS) return
    touchedAt = Date.now()
    touchCase(id)
  }

  onMounted(() => {
    window.addEventListener('pointermove', active)
    window.addEventListener('keydown', active)
  })
  const leave = openCase(id)
  onScopeDispose(() => {
    leave()
    window.removeEventListener('pointermove', active)
    window.removeEventListener('keydown', active)
  })

  const frame = computed(() => presenceOf(id))
  const holder = computed(() => frame.value?.holder ?? null)
  const others = computed(() => frame.value?.others ?? [])
  const heldByOther = computed(() => !!holder.value && !holder.value.you)

  /** The colleague who took it from this reader's hands; empty once it is free or this reader's again. */
  const takenBy = ref('')
  watch(
    holder,
    (now, before) => {
      if (!now || now.you) takenBy.value = ''
      else if (before?.you || takenBy.value) takenBy.value = now.name
    },
    { flush: 'sync' },
  )

  return { holder, others, heldByOther, takenBy, takeOver: () => takeOver(id) }
}
