import { ElMessage } from 'element-plus'

/** Joiners, fillers, marks and selectors that chat programs, web pages and PDF files leave in a copied text. */
const UNSEEN = /[\p{Cf}\p{DI}\u2800]/gu
/** Radicals and compatibility forms: they look like ordinary characters, and no search finds them. */
const DRAWN_LIKE = /[\u2e80-\u2fd5\uf900-\ufaff]/gu

type TextBox = HTMLInputElement | HTMLTextAreaElement

const isTextBox = (target: EventTarget | null): target is TextBox =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && ['text', 'search', 'tel'].includes(target.type))

/** The text without what its writer cannot see. */
export const visible = (typed: string): string => typed.replace(UNSEEN, '').replace(DRAWN_LIKE, (character) => character.normalize('NFKC'))

function tidy(event: Event): void {
  const box = event.target
  if (!isTextBox(box) || (event as InputEvent).isComposing) return
  const tidied = visible(box.value)
  if (tidied === box.value) return
  const caret = visible(box.value.slice(0, box.selectionStart ?? box.value.length)).length
  box.value = tidied
  box.setSelectionRange(caret, caret)
  ElMessage.info({ message: '已去除看不见的字符，或将形似字改为常用字，请核对', grouping: true })
}

/**
 * Takes out of every text box, while the writer looks on, what the server refuses because its writer cannot see it. The box's own
 * listeners come after this one and see the tidied text.
 */
export const keepVisible = (page: Document): void => page.addEventListener('input', tidy, { capture: true })
