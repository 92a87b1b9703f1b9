import type { Entrance } from '@/api/wire'

/** As the server has it: those who see other people's data need a longer one. */
export const shortestPassword = (entrance: Entrance) => (entrance === 'school' || entrance === 'province' ? 14 : 12)

/** The faults of a new password and of its repetition; an empty word is none. */
export function wrongPassword(shortest: number, { password, again }: { password: string; again: string }): { password: string; again: string } {
  // Characters as people count them, not UTF-16 units.
  return {
    password: [...password].length >= shortest ? '' : `新密码至少 ${shortest} 位`,
    again: again === password ? '' : '两次输入的新密码不一致',
  }
}
