import type { EmsAccount, EmsAccountForm } from '@/api/wire'
import { count } from '@/words/amounts'

/** Whether the account as filled in could decide no more what it decides now. */
const givesUp = (account: EmsAccount, form: EmsAccountForm) =>
  form.locked || form.permissions.basic !== 'read_write' || form.department !== (account.department ?? null) || form.level !== (account.level ?? null)

/** A warning before a change after which nobody could decide some cases (SET-07); empty when somebody is left. */
export function leftBehind(account: EmsAccount | null | undefined, form: EmsAccountForm): string {
  const sole = account?.sole_reviewer
  if (!account || !sole || !givesUp(account, form)) return ''
  return `${unattended(account)}，直到另有读写权限的账号${inPlace(account)}。`
}

/** The same of a reset: until its user has set a password (SET-07). */
export function leftUnopened(account: EmsAccount | null | undefined): string {
  return account?.sole_reviewer && !account.locked ? `${unattended(account)}，直到使用人用新的激活码设置密码${inPlace(account)}。` : ''
}

function unattended({ sole_reviewer: sole }: EmsAccount): string {
  const now = sole?.waiting ? `等待其审核的 ${count(sole.waiting)} 项签约将无人处理，今后提交的也是` : '今后提交的签约将无人审核'
  return `这是「${sole?.of}」唯一可审核的账号：${now}`
}

const inPlace = ({ department }: EmsAccount) => (department ? '；在此之前只能由学校代为审核' : '')
