import type { Filled, Me } from '@/api/wire'

/** A form as it is kept on the device. `saved`: the server has exactly this. */
export interface Kept {
  filled: Filled
  at_ms: number
  saved: boolean
}

const isKept = (value: Partial<Kept> | null): value is Kept =>
  typeof value?.at_ms === 'number' && typeof value.filled?.form === 'string' && typeof value.filled.answers === 'object'

/**
 * The device's own copy, for one account and one kind; what is handed in again, and what is about an agreement (`id`), has one of its
 * own. A full device keeps none.
 */
export function deviceDraft(me: Pick<Me, 'id'>, kind: string, id?: string) {
  const key = ['wangqian', kind, me.id, id ?? 'new'].join('.')

  function recall(): Kept | null {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Kept> | null
      return isKept(kept) ? kept : null
    } catch {
      return null
    }
  }

  function keep(kept: Kept): boolean {
    try {
      localStorage.setItem(key, JSON.stringify(kept))
      return true
    } catch {
      return false
    }
  }

  return { recall, keep, discard: () => localStorage.removeItem(key) }
}

export type DeviceDraft = ReturnType<typeof deviceDraft>
