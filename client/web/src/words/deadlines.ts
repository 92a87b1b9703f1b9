import type { CaseRow } from '@/api/wire'
import { remaining } from './waiting'

/** The time that is left to answer, in words: an invitation lapses, a request for rescission is late (EXT-16). Empty without a deadline. */
export function deadline({ about, expires_at_ms: until }: Pick<CaseRow, 'about' | 'expires_at_ms'>, now: number): string {
  if (!until) return ''
  const rest = remaining(until, now)
  if (about) return rest ? `答复期限${rest}` : '已超过答复期限'
  return rest ? `${rest}可以应约` : '已过应约有效期'
}
