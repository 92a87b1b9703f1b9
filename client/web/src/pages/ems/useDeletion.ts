import { computed, ref, shallowRef } from 'vue'
import { deleteGraduates } from '@/api/commands'
import { inWords } from '@/api/refusal'
import { useCommand } from '@/composables/useCommand'
import { AT_ONCE } from './collect'

/**
 * Deletes any number of graduates (INV-01), as many at a time as the server takes. Each portion is all or nothing; what a refused
 * portion leaves undone is known, and can be gone on with.
 */
export function useDeletion() {
  const command = useCommand<void>()
  const unread = ref<{ title: string; detail: string } | null>(null)
  const running = ref(false)
  const done = ref(0)
  const left = shallowRef<string[] | null>(null)
  let stopped = false

  const words = computed(() => unread.value ?? command.words.value)

  function begin(): void {
    command.forget()
    unread.value = null
    left.value = null
    done.value = 0
  }

  /** Whether all are deleted. */
  async function run(collect: () => Promise<string[]>): Promise<boolean> {
    running.value = true
    stopped = false
    unread.value = null
    try {
      left.value ??= await collect()
      while (left.value.length && !stopped) {
        const portion = left.value.slice(0, AT_ONCE)
        await command.run(deleteGraduates(portion))
        if (command.error.value) return false
        done.value += portion.length
        left.value = left.value.slice(portion.length)
      }
      return !left.value.length
    } catch (error) {
      unread.value = inWords(error)
      return false
    } finally {
      running.value = false
    }
  }

  /** After the portion under way, unless that one waits to be sent again. */
  function stop(): void {
    stopped = true
    if (command.doing.value) command.cancel()
  }

  /** Closed: nothing more is sent. */
  function leave(): void {
    stopped = true
    command.cancel()
  }

  return { run, begin, stop, leave, running, done, left, words, retryIn: command.retryIn }
}
