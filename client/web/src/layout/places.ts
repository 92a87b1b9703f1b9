import type { Role, SystemInfo } from '@/api/wire'

/** Which of the two systems a page belongs to: the platform, or the employment management system. */
export type System = 'platform' | 'ems'

/** One server with both systems. */
export const BOTH: SystemInfo = { platform: true, ems: true, other: null, password_reset: [] }

const PLATFORM_HOMES: Record<Role, string> = {
  school: '/staff',
  department: '/staff',
  graduate: '/graduate',
  employer: '/employer',
  province: '/province',
}

const EMS_HOMES: Partial<Record<Role, string>> = { school: '/ems', department: '/ems', province: '/ems/schools' }

/** Whether somebody works in both systems. */
export const crosses = (role: Role) => role in EMS_HOMES

/** Where a role begins in a system; who has no business there has an account all the same. */
export const homeIn = (system: System, role: Role) => (system === 'ems' ? (EMS_HOMES[role] ?? '/account') : PLATFORM_HOMES[role])

/** Where a role begins at this server. */
export const homeOf = (role: Role, served: SystemInfo) => homeIn(served.platform ? 'platform' : 'ems', role)

const isEms = (path: string) => path === '/ems' || path.startsWith('/ems/')
const isCommon = (path: string) => path === '/account'

/** The system that an address belongs to; what both have is the platform's wherever that is served. */
export const systemOf = (path: string, served: SystemInfo = BOTH): System => (isEms(path) || !served.platform ? 'ems' : 'platform')

/** Whether the page of an address is at this server, and not at the other one. */
export const isHere = (path: string, served: SystemInfo) => isCommon(path) || (isEms(path) ? served.ems : served.platform)

/** The address of a page that the other server has. */
export const elsewhere = (path: string, served: SystemInfo) => `${(served.other ?? '').replace(/\/+$/, '')}${path}`
