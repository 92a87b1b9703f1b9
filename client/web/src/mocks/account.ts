import type { AccountSecurity, Enrolment, RecoveryCodes, RevealPage, Revealed } from '@/api/wire'
import type { Answer } from './answers'

const HOUR = 3_600_000
const now = Date.now()

const session = (n: number, device: string, address: string, here = false) => ({
  session: `s${n}`,
  device,
  address,
  started_ms: now - n * HOUR,
  last_used_ms: here ? now : now - n * HOUR + 600_000,
  ends_ms: now + (12 - n) * HOUR,
  here,
})

export const ACCOUNT: AccountSecurity = {
  sessions: [session(1, 'Windows 电脑 · Edge 浏览器', '203.0.*.*', true), session(2, 'iPhone · 微信', '198.51.*.*'), session(5, '未识别的设备', '2001:db8:*')],
  password_length_min: 14,
  second_factor: { recovery_left: 0, required: false },
}

const row = (seq: number, who: string, graduate_name: string, reason: string) => ({
  seq,
  at_ms: now - (4 - seq) * HOUR,
  who,
  graduate_name,
  exam_no: `2333010615${1000 + seq}`,
  department: '计算机科学与技术学院',
  reason,
})

export const REVEALS: RevealPage = {
  rows: [
    row(3, '周敏（学校）', '陈雨桐', '联系毕业生本人'),
    row(2, '许静（计算机科学与技术学院）', '王浩然', '核对签约或去向材料中的身份信息'),
    row(1, '周敏（学校）', '古丽米热·买买提', '办理档案转递或户口迁移'),
  ],
  total: 3,
}

/** Not a code that an app could read. */
const enrolment: Enrolment = {
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  uri: 'otpauth://totp/mock',
  qr_width: 21,
  qr_path: 'M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7z',
}
const recovery: RecoveryCodes = { codes: Array.from({ length: 10 }, (_, n) => `7K3M-Q0ZD-1XW${n}`) }
const revealed: Revealed = { id_no: '330106200501011234', mobile: '13800005678' }

/** Commands on one's own account, and reveals; `null` for all others. */
export function accountAnswer(method: string, path: string): Answer | null {
  if (path.endsWith('/reveal')) return { status: 200, body: revealed }
  if (path === '/account/second-factor') return { status: 200, body: method === 'PUT' ? recovery : enrolment }
  if (path === '/account/second-factor/recovery-codes') return { status: 200, body: recovery }
  return path.startsWith('/account') || path.startsWith('/sessions') ? { status: 204, body: null } : null
}
