import { ref, watch, type Ref } from 'vue'

/** A choice remembered on this device; `valid` refuses what an older version left behind. */
export function useMemory<T>(name: string, initial: T, valid: (value: unknown) => value is T): Ref<T> {
  const key = `wangqian.${name}`
  const kept = ref(recall(key, initial, valid)) as Ref<T>
  watch(kept, (value) => localStorage.setItem(key, JSON.stringify(value)), { deep: true })
  return kept
}

function recall<T>(key: string, initial: T, valid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return valid(value) ? value : initial
  } catch {
    return initial
  }
}
