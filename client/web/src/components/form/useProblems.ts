import { computed, reactive, ref } from 'vue'
import { focusWrong } from './focusWrong'
import { at, type Problems } from './rules'

/** A form as its checks see it: the value to be sent, the faults of that value (an empty word is none), and the server's answer to the last attempt. */
interface Asked {
  value: () => unknown
  rules: () => Problems
  refusals: () => Problems
  /** Where its fields are, on a page with several forms. */
  form?: () => HTMLElement | null | undefined
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** When a form speaks of a field: once it was touched, or once it was to be sent. */
export function useProblems({ value, rules, refusals, form }: Asked) {
  const touched = reactive(new Set<string>())
  const complaining = ref(false)
  let sent: unknown = null

  const problems = computed(() => Object.fromEntries(Object.entries(rules()).filter(([, problem]) => problem)))
  const wrong = computed(() => (complaining.value ? Object.keys(problems.value).length : 0))

  /** The server's objection to a field stands as long as the field says what was objected to. */
  function refused(path: string): string {
    const message = refusals()[path]
    const same = JSON.stringify(at(value(), path)) === JSON.stringify(at(sent, path))
    return message && same ? message : ''
  }

  function errorOf(path: string): string {
    const seen = complaining.value || touched.has(path)
    return (seen && problems.value[path]) || refused(path)
  }

  async function complain(): Promise<void> {
    complaining.value = true
    await focusWrong(form?.() ?? document)
  }

  /** Whether there is nothing against sending it now; says so if there is. */
  async function ready(): Promise<boolean> {
    if (Object.keys(problems.value).length) {
      await complain()
      return false
    }
    sent = copy(value())
    return true
  }

  /** The form is filled in anew. */
  function forget(): void {
    touched.clear()
    complaining.value = false
  }

  return { errorOf, touch: (path: string) => void touched.add(path), complain, ready, wrong, forget }
}
