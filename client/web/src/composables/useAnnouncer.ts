import { readonly, ref } from 'vue'

const EVERY_MS = 5_000
const text = ref('')
let next: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

function speak(): void {
  timer = undefined
  if (next === null) return
  text.value = next
  next = null
  timer = setTimeout(speak, EVERY_MS)
}

/** For screen readers: at most one sentence every five seconds, the newest wins. */
export function announce(sentence: string): void {
  next = sentence
  if (timer === undefined) speak()
}

export const announcement = readonly(text)
