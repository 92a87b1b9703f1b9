import { defineStore } from 'pinia'
import { ref } from 'vue'
import { readSystem } from '@/api/reads'
import { BOTH } from '@/layout/places'

/** Which of the two systems this server is, asked once; until it answers it is taken to be both. */
export const useServed = defineStore('served', () => {
  const info = ref(BOTH)
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      info.value = await readSystem()
    } catch {
      asking = null
    }
  }

  const load = () => (asking ??= ask())

  return { info, load }
})
