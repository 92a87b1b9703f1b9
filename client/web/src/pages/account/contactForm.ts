import type { Contact } from '@/api/wire'
import { asNumber, asSeen } from '@/components/form/typed'

const MOBILE = /^(\+?86|0086)?1[3-9]\d{9}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The faults of phone and e-mail, by field; the server has the last word. */
export function problemsOf({ mobile, email }: Contact): Partial<Record<keyof Contact, string>> {
  return {
    ...(!MOBILE.test(asNumber(mobile)) && { mobile: '请输入 11 位手机号码' }),
    ...(asSeen(email) && !EMAIL.test(asSeen(email).normalize('NFKC')) && { email: '请输入正确的电子邮箱，或留空' }),
  }
}
