import type { Selection } from '@/composables/useSelection'

/** Rows of one answer, as many as the server gives. */
export const AT_ONCE = 200

interface Part {
  rows: { graduate: string }[]
  total: number
}

/** The ids of everything that is chosen: what is chosen by its filters is read to the end. */
export async function collect({ every, named }: Selection, read: (offset: number, limit: number) => Promise<Part>): Promise<string[]> {
  if (!every.value) return [...named.value]
  const ids = new Set<string>()
  for (let offset = 0; ; offset += AT_ONCE) {
    const part = await read(offset, AT_ONCE)
    part.rows.forEach((row) => ids.add(row.graduate))
    if (offset + AT_ONCE >= part.total) break
  }
  return [...ids].filter((id) => !named.value.has(id))
}
