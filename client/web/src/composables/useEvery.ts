import { onScopeDispose } from 'vue'

/** Does something every so often while the page is looked at, and at once when it is looked at again. */
export function useEvery(ms: number, action: () => void): void {
  const seen = () => document.visibilityState === 'visible'
  const ifSeen = () => {
    if (seen()) action()
  }
  const timer = setInterval(ifSeen, ms)
  document.addEventListener('visibilitychange', ifSeen)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ifSeen)
  })
}
