import { computed, ref } from 'vue'
import type { Entrance } from '@/api/wire'
import { ENTRANCES } from '@/words/labels'

const KEPT = 'wangqian.entrance'

const known = (value: string | null): value is Entrance => ENTRANCES.some((item) => item.entrance === value)

/** The entrance last used on this device; a phone is most likely a graduate's. */
function first(wide: boolean): Entrance {
  const kept = localStorage.getItem(KEPT)
  if (known(kept)) return kept
  return wide ? 'school' : 'graduate'
}

export function useEntrance(wide: boolean) {
  const entrance = ref<Entrance>(first(wide))
  const words = computed(() => ENTRANCES.find((item) => item.entrance === entrance.value)!)

  function choose(next: Entrance): void {
    entrance.value = next
    localStorage.setItem(KEPT, next)
  }

  /** Arrow keys move between tabs, as the tab pattern asks. */
  function step(by: number): void {
    const at = ENTRANCES.findIndex((item) => item.entrance === entrance.value)
    choose(ENTRANCES[(at + by + ENTRANCES.length) % ENTRANCES.length]!.entrance)
    document.getElementById(`entrance-${entrance.value}`)?.focus()
  }

  return { entrance, words, choose, step }
}
