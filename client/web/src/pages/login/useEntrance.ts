import { computed, ref } from 'vue'
import type { Entrance } from '@/api/wire'
import type { Door } from '@/words/labels'

const KEPT = 'wangqian.entrance'

/** The entrance last used on this device; a phone is most likely a graduate's. */
function first(wide: boolean, doors: Door[]): Entrance {
  const known = (wanted: string | null) => doors.find((door) => door.entrance === wanted)?.entrance
  return known(localStorage.getItem(KEPT)) ?? known(wide ? 'school' : 'graduate') ?? 'school'
}

export function useEntrance(wide: boolean, doors: Door[]) {
  const entrance = ref<Entrance>(first(wide, doors))
  const words = computed(() => doors.find((door) => door.entrance === entrance.value)!)

  function choose(next: Entrance): void {
    entrance.value = next
    localStorage.setItem(KEPT, next)
  }

  /** Arrow keys move between tabs, as the tab pattern asks. */
  function step(by: number): void {
    const at = doors.findIndex((door) => door.entrance === entrance.value)
    choose(doors[(at + by + doors.length) % doors.length]!.entrance)
    document.getElementById(`entrance-${entrance.value}`)?.focus()
  }

  return { entrance, words, choose, step }
}
