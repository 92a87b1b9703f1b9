import { ElMessage } from 'element-plus'
import 'element-plus/es/components/message/style/css'
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Intent } from '@/api/commands'
import { send } from '@/api/http'
import { newKey } from '@/api/key'
import { Ended, Refusal, inWords } from '@/api/refusal'

interface Options {
  /** The dialog that asks for the action: closed, it ends it. */
  within?: Readonly<Ref<boolean>>
  /** Hears that the action was ended and may have arrived all the same: reads anew what it is about, and says what holds. */
  check?: () => void
  /** A question changes nothing: nobody need know whether it arrived. */
  question?: boolean
}

/** Whether the server has said no; a lost connection or a busy server may have done it all the same. */
const settled = (failure: unknown) => failure instanceof Refusal && failure.status < 500

export const tellDoubt = () => void ElMessage.warning({ message: '上一次提交可能已经送达，请核对结果', grouping: true })
const tellUnsent = () => void ElMessage.warning({ message: '已离开页面，刚才的操作没有提交', grouping: true })

/**
 * One user action and its life: running, waiting to try again, refused, ended. The idempotency key belongs to the action: an
 * attempt without an answer is repeated with the same key, a changed or answered one gets a new key.
 *
 * Closing its dialog, 「取消」 and leaving the page end it for good: nothing is sent after that, because a repetition that finds the
 * first attempt lost would do what was just taken back. If an attempt may have arrived, the end is no answer either: the case is
 * read anew, and what holds is said. Asking with the same key would not do for that: it asks and does in one.
 */
export function useCommand<T>({ within, check = tellDoubt, question = false }: Options = {}) {
  const running = ref(false)
  const waits = ref(0)
  /** An attempt may have arrived, and no answer has said so. */
  const doubtful = ref(false)
  const error = ref<unknown>(null)
  let pending: { text: string; key: string; sent: boolean } | null = null
  let underWay: { text: string; answer: Promise<T | null>; end: AbortController } | null = null

  const asksAgain = computed(() => waits.value > 0 && doubtful.value)
  /** Until the next attempt, as long as none can have arrived. */
  const retryIn = computed(() => (asksAgain.value ? 0 : waits.value))
  const words = computed<{ title: string; detail: string; waiting?: boolean } | null>(() => {
    if (asksAgain.value) {
      const detail = `没有收到答复，${waits.value} 秒后再次核对；同一件事只会办理一次。关闭后不再提交，以核对到的结果为准。`
      return { title: '上一次提交可能已经送达，正在核对结果', detail, waiting: true }
    }
    return error.value && !(error.value instanceof Ended) ? inWords(error.value) : null
  })
  /** The words on its button while the answer takes its time. */
  const doing = computed(() => (asksAgain.value ? '正在核对结果' : waits.value ? '等待再次提交' : ''))
  const fields = computed<Record<string, string>>(() => {
    const list = error.value instanceof Refusal ? error.value.fields : []
    return Object.fromEntries(list.map((field) => [field.field, field.message]))
  })
  /** The words of a refusal that names no field; the others stand at their fields. */
  const note = computed(() => (Object.keys(fields.value).length ? null : words.value))
  const overtaken = computed(() => error.value instanceof Refusal && error.value.overtaken)

  function pendingOf(text: string) {
    if (pending?.text !== text) pending = { text, key: newKey(), sent: false }
    return pending
  }

  /**
   * The answer, or `null` when there was none or it was no; `error` then says why. Pressed again while it is under way, the same
   * action is the one under way, and another one waits its turn: nobody takes an answer that is not there yet for a yes.
   */
  function run(intent: Intent): Promise<T | null> {
    const text = JSON.stringify(intent)
    if (underWay?.text === text) return underWay.answer
    if (underWay) {
      const { answer, end } = underWay
      return answer.then((before) => (end.signal.aborted ? before : run(intent)))
    }
    const end = new AbortController()
    underWay = { text, end, answer: attempt(intent, pendingOf(text), end.signal) }
    return underWay.answer
  }

  async function attempt(intent: Intent, action: { key: string; sent: boolean }, signal: AbortSignal): Promise<T | null> {
    running.value = true
    error.value = null
    const [before, key] = [action.sent, action.key]
    const onDoubt = (may: boolean) => void (signal.aborted || (doubtful.value = action.sent = before || may))
    const onRetry = (seconds: number) => void (signal.aborted || (waits.value = seconds))
    try {
      const answer = await send<T>({ ...intent, key }, { signal, onDoubt, onRetry })
      signal.throwIfAborted()
      settle()
      return answer
    } catch (failure) {
      if (!signal.aborted && settled(failure)) settle()
      // Ended, it may no longer be the one on screen.
      if (!signal.aborted) error.value = failure
      else if (!underWay) error.value = new Ended()
      return null
    } finally {
      if (!signal.aborted) stop()
    }
  }

  function settle(): void {
    pending = null
    doubtful.value = false
  }

  function stop(): void {
    underWay = null
    running.value = false
    waits.value = 0
  }

  /** Ends whatever is under way, or was given up without an answer; `doubt` hears if it may have arrived. The key outlives a doubt. */
  function end(doubt: () => void): void {
    const may = doubtful.value
    underWay?.end.abort()
    stop()
    if (!may) pending = null
    doubtful.value = false
    if (may && !question) doubt()
  }

  const cancel = () => end(check)
  const forget = () => (error.value = null)

  /** The page that would read anew is gone as well, so the reader is told of an action that was not done. */
  function leave(): void {
    if (waits.value && !doubtful.value && !question) tellUnsent()
    end(tellDoubt)
  }

  if (within) watch(within, (now) => now || cancel())
  onScopeDispose(leave, true)

  return { run, running, retryIn, doing, error, words, fields, note, overtaken, forget, cancel }
}
