import { onScopeDispose } from 'vue'

/** For work that is for eyes only: done at once while the page is looked at, else once when it is looked at again. */
export function useWhenSeen(action: () => void): () => void {
  let wanted = false

  function ask(): void {
    wanted = document.visibilityState !== 'visible'
    if (!wanted) action()
  }

  const seen = () => {
    if (wanted) ask()
  }
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => document.removeEventListener('visibilitychange', seen))
  return ask
}
