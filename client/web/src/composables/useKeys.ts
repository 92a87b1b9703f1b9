import { onMounted, onScopeDispose } from 'vue'

export type KeyMap = Record<string, (event: KeyboardEvent) => void>

const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="combobox"]'

/** Whatever is on top of the page has the keys, but for the way out. */
export const covered = () => [...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog.getClientRects().length > 0)

/** Single keys as on review pages; not while somebody types or a dialog is open, and never together with Ctrl, Alt or Meta. */
export function useKeys(keyMap: KeyMap): void {
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if ((event.target as Element | null)?.closest?.(TYPING)) return
    const action = keyMap[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!action || (event.key !== 'Escape' && covered())) return
    event.preventDefault()
    action(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
