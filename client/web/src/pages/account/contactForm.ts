import type { Contact } from '@/api/wire'

const MOBILE = /^1[3-9]\d{9}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What is wrong with phone and e-mail, by field; the server has the last word. */
export function problemsOf({ mobile, email }: Contact): Partial<Record<keyof Contact, string>> {
  return {
    ...(!MOBILE.test(mobile.replace(/[\s-]/g, '')) && { mobile: '请输入 11 位手机号码' }),
    ...(email.trim() && !EMAIL.test(email.trim()) && { email: '请输入正确的电子邮箱，或留空' }),
  }
}
