import { nextTick, onScopeDispose, readonly, shallowRef, watch } from 'vue'

/** The kind of the case on the screen; empty until it is known, `null` on every other page. */
const kind = shallowRef<string | null>(null)
let page = Symbol()

export const shownKind = readonly(kind)

/** A page of one case says of which kind it is: a case's address alone does not tell whose list it belongs to. */
export function useShownKind(now: () => string | undefined): void {
  const mine = (page = Symbol())
  kind.value ??= ''
  watch(now, (known) => known && (kind.value = known), { immediate: true })
  // The next case of a queue is of the same kind: what is marked in the menu does not flicker on the way there.
  onScopeDispose(() => void nextTick(() => page === mine && (kind.value = null)))
}
