import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { readStaffHome } from '@/api/reads'
import { inWords } from '@/api/refusal'
import type { QueueCounts, QueueTile, StaffHome } from '@/api/wire'

const ofTile = ({ kind, label, departments }: QueueTile) => departments.map((queue) => ({ ...queue, list: kind, label }))

/** The queue of a department within a list. */
export type ListedQueue = ReturnType<typeof ofTile>[number]

/** The counts of a reviewer's waiting items, live; the menu, the home page and the list all show these same numbers. */
export const useQueue = defineStore('queue', () => {
  const home = ref<StaffHome | null>(null)
  const counts = ref<QueueCounts | null>(null)
  const failure = ref<{ title: string; detail: string } | null>(null)
  let framesSeen = 0

  const tiles = computed(() => counts.value?.tiles ?? [])
  /** The queues of departments where nobody can decide, each with the list that it is of (SET-07). */
  const unattended = computed(() => tiles.value.flatMap(ofTile).filter((queue) => queue.unattended > 0))
  /**
   * Whether nobody of a department can decide anything that waits there. Where only one of its levels has nobody, no row of it says
   * so: a row that its own account decides must not be offered to the school.
   */
  const isUnattended = (list: string, department: string) =>
    unattended.value.some((queue) => queue.list === list && queue.department === department && queue.unattended === queue.waiting)
  const tileOf = (kind: string) => tiles.value.find((tile) => tile.kind === kind)

  async function load(): Promise<void> {
    const seenBefore = framesSeen
    try {
      const answer = await readStaffHome()
      home.value = answer
      failure.value = null
      // Counts pushed while the answer was under way are newer than the answer.
      if (framesSeen === seenBefore) counts.value = answer.counts
    } catch (error) {
      failure.value = inWords(error)
    }
  }

  function arrive(next: QueueCounts): void {
    framesSeen += 1
    counts.value = next
  }

  function clear(): void {
    home.value = null
    counts.value = null
    failure.value = null
  }

  return { home, counts, tiles, failure, unattended, isUnattended, tileOf, load, arrive, clear }
})
