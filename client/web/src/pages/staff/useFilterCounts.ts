import { shallowRef } from 'vue'
import { readCases } from '@/api/reads'
import type { Code } from '@/api/wire'
import { WAITING } from '@/words/states'

/** The entries that the guide prints: the server names them before the levels. */
export function printedOf(entries: readonly Code[]): Code[] {
  const end = entries.findIndex(({ code }) => code === WAITING.department)
  return end < 0 ? [] : entries.slice(0, end)
}

/** How many cases there are under each entry that the guide prints, counted whenever a reader is about to choose (SIG-02). */
export function useFilterCounts(list: string, entries: () => readonly Code[]) {
  const counts = shallowRef<Readonly<Record<string, number>>>({})

  async function count(): Promise<void> {
    const one = async ({ code }: Code) => [code, (await readCases({ kind: list, state: code, limit: 1 })).total] as const
    // Without an answer the entries stand alone.
    const found = await Promise.allSettled(printedOf(entries()).map(one))
    counts.value = Object.fromEntries(found.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])))
  }

  return { counts, count }
}
