import { nextTick } from 'vue'

const WRONG = '.el-form-item.is-error input, .el-form-item.is-error textarea'

/** To the first field with something against it: on a phone it may have been scrolled away. */
export async function focusWrong(form: ParentNode = document): Promise<void> {
  await nextTick()
  form.querySelector<HTMLElement>(WRONG)?.focus()
}
