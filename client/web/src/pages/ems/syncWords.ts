import type { SyncLink } from '@/api/wire'
import { waited } from '@/words/waiting'

const DIRECTIONS: Record<string, string> = { to_ems: '网签平台 → 就业管理系统', to_platform: '就业管理系统 → 网签平台' }
export const directionName = (direction: string) => DIRECTIONS[direction] ?? direction

export interface Health {
  kind: 'good' | 'waiting' | 'bad'
  words: string
}

/** The most urgent news of a link: something needs a decision, or does not get through, or is on its way. */
export function healthOf(link: SyncLink): Health {
  if (link.refused.length) return { kind: 'bad', words: `${link.refused.length} 条没有被接收，请处理` }
  if (link.attempts > 0) return { kind: 'bad', words: '暂时无法送达，正在自动重试' }
  if (link.waiting > 0) return { kind: 'waiting', words: '正在同步' }
  return { kind: 'good', words: '全部同步' }
}

/** How long a change may be on its way before the school is told at home. */
const DELAYED_MS = 60 * 60_000

/** The words about the links on a school's home; none while everything gets across. */
export function delayOf(links: SyncLink[], nowMs: number): string | null {
  const refused = links.reduce((sum, link) => sum + link.refused.length, 0)
  if (refused) return `${refused} 条数据没有被对方接收，请处理`
  const oldest = Math.min(...links.map((link) => link.oldest_since_ms ?? nowMs))
  if (nowMs - oldest < DELAYED_MS) return null
  return `与就业管理系统的同步已延误 ${waited(oldest, nowMs)}；数据不会丢失，恢复后自动补齐`
}
