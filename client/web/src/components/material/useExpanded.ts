import { nextTick, onMounted, onScopeDispose, ref, watch } from 'vue'

const app = () => document.getElementById('app')

/**
 * Fills the screen with something of the page. It lies over the page, which cannot be reached meanwhile; the browser's own frame goes
 * as well, where it can (not on an iPhone). `focus` is called on both ways.
 */
export function useExpanded(focus: () => void) {
  const expanded = ref(false)

  function follow(): void {
    if (!document.fullscreenElement) expanded.value = false
  }

  function release(): void {
    app()?.removeAttribute('inert')
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
  }

  watch(
    expanded,
    async (now) => {
      if (now) {
        app()?.setAttribute('inert', '')
        await document.documentElement.requestFullscreen?.().catch(() => undefined)
      }
      // Also where it was left again before the screen was filled.
      if (!expanded.value) release()
      await nextTick()
      focus()
    },
    { flush: 'post' },
  )
  onMounted(() => document.addEventListener('fullscreenchange', follow))
  onScopeDispose(() => {
    document.removeEventListener('fullscreenchange', follow)
    if (expanded.value) release()
  })

  return expanded
}
