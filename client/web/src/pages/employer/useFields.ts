import { nextTick, reactive, ref, type Ref } from 'vue'
import { provideFields } from './fieldContext'

/**
 * What is wrong with a form, where: what is missing once somebody was there or tried to send it, and what the server said for as
 * long as the field says what was objected to.
 */
export function useFields<T extends object>(draft: T, missing: (draft: T) => Record<string, string>, refused: Ref<Record<string, string>>) {
  const touched = reactive(new Set<string>())
  const complaining = ref(false)
  let sent: Record<string, unknown> = {}

  const valueOf = (path: string) => (draft as Record<string, unknown>)[path]

  function errorOf(path: string): string {
    const seen = complaining.value || touched.has(path)
    const said = refused.value[path]
    return (seen && missing(draft)[path]) || (said && sent[path] === valueOf(path) ? said : '')
  }

  /** The first field that is wrong gets the focus. */
  async function complain(): Promise<void> {
    complaining.value = true
    await nextTick()
    document.querySelector<HTMLElement>('.el-form-item.is-error input, .el-form-item.is-error textarea')?.focus()
  }

  /** Whether it can be sent; remembers what was. */
  async function complete(): Promise<boolean> {
    sent = { ...draft }
    if (!Object.keys(missing(draft)).length) return true
    await complain()
    return false
  }

  provideFields({ errorOf, touch: (path) => touched.add(path) })
  return { complete, complain }
}
