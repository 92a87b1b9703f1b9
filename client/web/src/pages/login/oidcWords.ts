/** Why somebody came back from the identity provider and is not signed in; the code stands in the address. */
const REASONS: Record<string, string> = {
  declined: '身份认证未完成，请重新登录，或使用账号密码登录。',
  too_late: '登录已超时或不是在本浏览器中开始的，请重新登录。',
  unreachable: '身份认证系统暂时无法连接，请稍后重试，或使用账号密码登录。',
  not_believed: '身份认证系统的答复未通过校验，请重新登录；仍不成功请联系学校就业部门。',
  no_account: '身份已确认，但本平台没有对应的账号。请核对登录入口，或联系上级用户创建账号。',
  locked: '账号已被锁定，请联系上级用户。',
  later: '系统繁忙或尝试次数过多，请稍后重试。',
}

export const oidcReason = (code: unknown): string => (typeof code === 'string' ? (REASONS[code] ?? REASONS['declined']!) : '')

/** The ticket for the second step, behind the `#` of the address. */
export const ticketIn = (hash: string): string => /^#ticket=([0-9a-f]+)$/.exec(hash)?.[1] ?? ''
