import { readCase } from '@/api/reads'
import type { CaseDetail } from '@/api/wire'

/** Cases read ahead, so that the next one is there before it is asked for. Small, and never trusted: always read again. */
const AHEAD = 4
const ahead = new Map<string, CaseDetail>()

export async function readAhead(id: string | null | undefined): Promise<void> {
  if (!id || ahead.has(id)) return
  try {
    ahead.set(id, await readCase(id))
  } catch {
    return
  }
  const oldest = ahead.keys().next().value
  if (ahead.size > AHEAD && oldest) ahead.delete(oldest)
}

export function takeAhead(id: string): CaseDetail | null {
  const detail = ahead.get(id) ?? null
  ahead.delete(id)
  return detail
}

export const forgetAhead = () => ahead.clear()
