import type { Entrance } from '@/api/wire'

/** As the server has it: those who see other people's data need a longer one. */
export const shortestPassword = (entrance: Entrance) => (entrance === 'school' || entrance === 'province' ? 14 : 12)

/** What is wrong with a new password, and with its repetition, before the server is asked. */
export function wrongPassword(entrance: Entrance, password: string, again: string): { password: string; again: string } {
  const shortest = shortestPassword(entrance)
  return {
    password: [...password].length >= shortest ? '' : `新密码至少 ${shortest} 位`,
    again: again === password ? '' : '两次输入的密码不一致',
  }
}
