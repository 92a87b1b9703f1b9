import { onMounted, onScopeDispose } from 'vue'

export type KeyMap = Record<string, (event: KeyboardEvent) => void>

const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="combobox"]'

/** A dialog on top of the page has the keys, but for the way out. */
export const covered = (own: Element | null = null) =>
  [...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog !== own && dialog.getClientRects().length > 0)

/**
 * Single keys as on review pages; not while somebody types or a dialog is open, and never together with Ctrl, Alt or Meta. `own` is
 * what these keys belong to, where that may become a dialog itself.
 */
export function useKeys(keyMap: KeyMap, own: () => Element | null = () => null): void {
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if ((event.target as Element | null)?.closest?.(TYPING)) return
    const action = keyMap[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!action || (event.key !== 'Escape' && covered(own()))) return
    event.preventDefault()
    action(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
