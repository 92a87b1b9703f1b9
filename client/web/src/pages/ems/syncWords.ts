import type { SyncLink } from '@/api/wire'

const DIRECTIONS: Record<string, string> = { to_ems: '网签平台 → 就业管理系统', to_platform: '就业管理系统 → 网签平台' }
export const directionName = (direction: string) => DIRECTIONS[direction] ?? direction

export interface Health {
  kind: 'good' | 'waiting' | 'bad'
  words: string
}

/** What somebody has to look at first: what needs a decision, then what does not get through, then what is on its way. */
export function healthOf(link: SyncLink): Health {
  if (link.refused.length) return { kind: 'bad', words: `${link.refused.length} 条没有被接收，请处理` }
  if (link.attempts > 0) return { kind: 'bad', words: '暂时无法送达，正在自动重试' }
  if (link.waiting > 0) return { kind: 'waiting', words: '正在同步' }
  return { kind: 'good', words: '全部同步' }
}
