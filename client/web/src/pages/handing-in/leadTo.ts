const FOCUSABLE = 'input:not([type="file"]), textarea, button, a[href]'

/** A field into the middle of the window, and the keys to it. */
export function leadTo(field: string): void {
  const place = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(field)}"]`)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true })
}
