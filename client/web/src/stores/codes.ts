import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { readCodes } from '@/api/reads'
import type { Code } from '@/api/wire'

/** Between two readings, when one failed. */
const AGAIN_MS = 5_000

/** The code tables, read once a session and then kept: they change with a release, not with a day. */
export const useCodeStore = defineStore('codes', () => {
  const tables = shallowRef<Record<string, Code[]>>({})
  const names = shallowRef<Record<string, Map<string, Code>>>({})
  const ready = ref(false)
  let reading: Promise<void> | null = null

  async function fill(): Promise<void> {
    const answer = await readCodes()
    tables.value = answer.tables
    names.value = Object.fromEntries(Object.entries(answer.tables).map(([table, rows]) => [table, new Map(rows.map((row) => [row.code, row]))]))
    ready.value = true
  }

  /** Forms are nothing without them: asked again until they are there. */
  function load(): Promise<void> {
    reading ??= fill().catch((error: unknown) => {
      reading = null
      setTimeout(() => void load().catch(() => undefined), AGAIN_MS)
      throw error
    })
    return reading
  }

  return { tables, names, ready, load }
})
