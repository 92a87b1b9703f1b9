import { nextTick } from 'vue'

const WRONG = '.el-form-item.is-error'

/** To the first field with something against it: on a phone it may have been scrolled away, or the words below a long choice. */
export async function focusWrong(form: ParentNode = document): Promise<void> {
  await nextTick()
  const field = [...form.querySelectorAll(WRONG)].find((item) => item.querySelector('input, textarea'))
  field?.querySelector<HTMLElement>('input, textarea')?.focus()
  field?.scrollIntoView({ block: 'nearest' })
}
