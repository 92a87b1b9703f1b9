import type { EmsAccount, EmsAccountForm } from '@/api/wire'
import { count } from '@/words/amounts'

/** Whether the account as filled in could decide no more what it decides now. */
const givesUp = (account: EmsAccount, form: EmsAccountForm) =>
  form.locked || form.permissions.basic !== 'read_write' || form.department !== (account.department ?? null) || form.level !== (account.level ?? null)

/** What nobody could decide after a change, in words that are said before it (SET-07); empty when somebody is left. */
export function leftBehind(account: EmsAccount | null | undefined, form: EmsAccountForm): string {
  const sole = account?.sole_reviewer
  if (!account || !sole || !givesUp(account, form)) return ''
  const out = account.department ? '；在此之前只能由学校代为审核' : ''
  const now = sole.waiting ? `等待其审核的 ${count(sole.waiting)} 项签约将无人处理，今后提交的也是` : '今后提交的签约将无人审核'
  return `这是「${sole.of}」唯一可审核的账号：${now}，直到另有读写权限的账号${out}。`
}
