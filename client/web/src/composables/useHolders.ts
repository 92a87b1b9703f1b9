import { heldOf } from '@/live'
import { useNow } from './useNow'

/** 「王老师已审核通过，10 秒内可撤回」. */
export const heldWords = (held: { by: string; what: string }): string => `${held.by}已${held.what}，10 秒内可撤回`

/** The person at an item, in words for a list (EXT-01); a lease that ran out is nobody's. */
export function useHolders() {
  const now = useNow()

  return (id: string): string | null => {
    const item = heldOf(id)
    return item && item.until_ms > now.value ? `${item.name} 正在办理` : null
  }
}
