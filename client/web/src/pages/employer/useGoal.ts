import { computed } from 'vue'
import { setGoal } from '@/api/commands'
import { readGoal } from '@/api/reads'
import { useCommand } from '@/composables/useCommand'
import { useLoad } from '@/composables/useLoad'

/** How many graduates this employer means to hire; set by the employer itself. */
export function useGoal() {
  const { content, failure, load } = useLoad(readGoal)
  const command = useCommand<void>()
  const goal = computed(() => content.value?.goal ?? null)
  void load()

  /** Whether it is set. */
  async function set(to: number | null): Promise<boolean> {
    await command.run(setGoal(to))
    if (command.error.value) return false
    await load()
    return true
  }

  return { goal, known: computed(() => !!content.value), failure, command, set }
}
