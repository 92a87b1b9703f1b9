import { onScopeDispose, ref } from 'vue'
import type { Intent } from '@/api/commands'
import { send } from '@/api/http'
import { newKey } from '@/api/key'
import { inWords } from '@/api/refusal'

/** The outcome of one row. */
export interface Outcome {
  id: string
  name: string
  /** Why it was not done; empty when it was. */
  why: string
}

const AT_ONCE = 3

/**
 * The same command for many rows, each with its own answer: one that is refused holds no other up. The page that is left ends it; what
 * is done stays done.
 */
export function useEach() {
  const running = ref(false)
  const of = ref(0)
  const outcomes = ref<Outcome[]>([])
  const end = new AbortController()
  onScopeDispose(() => end.abort())

  async function one<T>(row: T, id: string, name: string, intent: (row: T) => Intent): Promise<void> {
    try {
      await send({ ...intent(row), key: newKey() }, { signal: end.signal })
      outcomes.value.push({ id, name, why: '' })
    } catch (error) {
      if (end.signal.aborted) return
      const { title, detail } = inWords(error)
      outcomes.value.push({ id, name, why: `${title}。${detail}` })
    }
  }

  async function run<T>(rows: T[], idOf: (row: T) => string, nameOf: (row: T) => string, intent: (row: T) => Intent): Promise<void> {
    if (running.value) return
    running.value = true
    outcomes.value = []
    of.value = rows.length
    const waiting = [...rows]
    const worker = async () => {
      for (let row = waiting.shift(); row !== undefined && !end.signal.aborted; row = waiting.shift()) {
        await one(row, idOf(row), nameOf(row), intent)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    running.value = false
  }

  return { running, of, outcomes, run, forget: () => (outcomes.value = []) }
}
