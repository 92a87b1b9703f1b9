import { onScopeDispose, ref } from 'vue'

/** Seconds until something can be done again, by the clock: a phone that slept in between wakes up with the right number. */
export function useCountdown() {
  const left = ref(0)
  let until = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function look(): void {
    left.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
    if (!left.value) clearInterval(timer)
  }

  function start(seconds: number): void {
    clearInterval(timer)
    until = Date.now() + seconds * 1000
    timer = setInterval(look, 1000)
    look()
  }

  onScopeDispose(() => clearInterval(timer))

  return { left, start }
}
