import { ref, watch, type Ref } from 'vue'

/** True from the first opening on: a dialog is fetched when it is first wanted, and stays for its closing animation. */
export function useWanted(open: Ref<boolean>): Ref<boolean> {
  const wanted = ref(open.value)
  watch(open, (now) => (wanted.value ||= now), { flush: 'sync' })
  return wanted
}
