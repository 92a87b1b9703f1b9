import { computed, ref, shallowRef, watch } from 'vue'
import { readWarnings } from '@/api/reads'
import type { Warning } from '@/api/wire'
import { usePace } from './usePace'
import { useTopic } from './useTopic'

/** As many as one question may name; a long list shows more. */
const ASKED_MAX = 200

const portions = (all: string[]) =>
  Array.from({ length: Math.ceil(all.length / ASKED_MAX) }, (_, index) => all.slice(index * ASKED_MAX, (index + 1) * ASKED_MAX))

/**
 * Of which of the employers on this page the reader is warned (FLG-02). Read from the server whenever other employers are shown
 * or a push says that something changed; nothing is remembered beyond the page.
 */
export function useWarnings(topic: 'school' | 'me', employers: () => (string | null | undefined)[]) {
  const known = shallowRef<ReadonlyMap<string, Warning>>(new Map())
  const failed = ref(false)
  const asked = computed(() => [...new Set(employers().filter((employer) => !!employer))].sort() as string[])
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    if (!asked.value.length) return
    try {
      const answers = await Promise.all(portions(asked.value).map(readWarnings))
      const warnings = answers.flatMap((answer) => answer.warnings)
      if (mine !== latest) return
      known.value = new Map(warnings.map((warning) => [warning.employer, warning]))
      failed.value = false
    } catch {
      if (mine === latest) failed.value = true
    }
  }

  const soon = usePace(load)
  watch(() => asked.value.join(), load, { immediate: true })
  useTopic(
    topic,
    (frame) => void (frame.type === 'warning' && asked.value.includes(frame.employer) && soon()),
    () => void load(),
  )

  const warningOf = (employer: string | null | undefined) => known.value.get(employer ?? '')
  const warned = (employer: string | null | undefined) => known.value.has(employer ?? '')
  return { warningOf, warned, failed, load }
}
