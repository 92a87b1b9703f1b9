import { computed, ref } from 'vue'
import type { Intent } from '@/api/commands'
import { send } from '@/api/http'
import { newKey } from '@/api/key'
import { Refusal, inWords } from '@/api/refusal'

/** Whether the server has said no; a lost connection or a busy server may have done it all the same. */
const settled = (failure: unknown) => failure instanceof Refusal && failure.status < 500

/**
 * One user action and its life: running, waiting to try again, refused. The idempotency key belongs to the action: an
 * attempt without an answer is repeated with the same key, a changed or answered one gets a new key.
 */
export function useCommand<T>() {
  const running = ref(false)
  const retryIn = ref(0)
  const error = ref<unknown>(null)
  let pending: { text: string; key: string } | null = null
  let underWay: { text: string; answer: Promise<T | null> } | null = null

  const words = computed(() => (error.value ? inWords(error.value) : null))
  const fields = computed<Record<string, string>>(() => {
    const list = error.value instanceof Refusal ? error.value.fields : []
    return Object.fromEntries(list.map((field) => [field.field, field.message]))
  })
  /** What belongs to a field stands at that field: the words of a refusal that names none. */
  const note = computed(() => (Object.keys(fields.value).length ? null : words.value))
  const overtaken = computed(() => error.value instanceof Refusal && error.value.overtaken)

  function keyOf(text: string): string {
    if (pending?.text !== text) pending = { text, key: newKey() }
    return pending.key
  }

  /**
   * The answer, or `null` when there was none or it was no; `error` then says why. Pressed again while it is under way, the same
   * action is the one under way, and another one waits its turn: nobody takes an answer that is not there yet for a yes.
   */
  function run(intent: Intent): Promise<T | null> {
    const text = JSON.stringify(intent)
    if (underWay?.text === text) return underWay.answer
    if (underWay) return underWay.answer.then(() => run(intent))
    underWay = { text, answer: attempt(intent, keyOf(text)) }
    return underWay.answer
  }

  async function attempt(intent: Intent, key: string): Promise<T | null> {
    running.value = true
    error.value = null
    try {
      const answer = await send<T>({ ...intent, key }, (seconds) => (retryIn.value = seconds))
      pending = null
      return answer
    } catch (failure) {
      if (settled(failure)) pending = null
      error.value = failure
      return null
    } finally {
      underWay = null
      running.value = false
      retryIn.value = 0
    }
  }

  const forget = () => (error.value = null)

  return { run, running, retryIn, error, words, fields, note, overtaken, forget }
}
