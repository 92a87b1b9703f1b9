import type { Entrance, Role, SystemInfo } from '@/api/wire'

export const PLATFORM = '全国高校毕业生网上签约与毕业去向登记平台'
export const EMS = '就业管理系统'
export const DESK_TITLE = '毕业去向登记与网签'

/** A door of the sign-in page. */
export interface Door {
  entrance: Entrance
  label: string
  login: string
  hint: string
}

const DOORS: Door[] = [
  { entrance: 'school', label: '学校登录', login: '账号', hint: '学校、院系用户使用就业管理系统账号登录；没有账号请联系上级用户创建。' },
  { entrance: 'graduate', label: '学生登录', login: '学信网账号', hint: '毕业生使用本人学信网账号登录。' },
  { entrance: 'employer', label: '用人单位登录', login: '账号', hint: '用人单位使用在本平台注册的账号登录。' },
  { entrance: 'province', label: '省级登录', login: '账号', hint: '省级用户使用就业管理系统账号登录。' },
]

/** Graduates and employers have no business in the EMS. */
export const entrancesOf = (served: SystemInfo) =>
  served.platform ? DOORS : DOORS.filter((door) => door.entrance === 'school' || door.entrance === 'province')

const ROLES: Record<Role, string> = {
  graduate: '毕业生',
  employer: '用人单位',
  department: '院系用户',
  school: '学校用户',
  province: '省级用户',
}

export const roleName = (role: Role) => ROLES[role]

const INITIATORS: Record<string, string> = { employer: '单位', graduate: '学生' }
export const initiatorName = (initiator: string) => INITIATORS[initiator] ?? initiator

const AGREEMENTS: Record<string, string> = { two_party: '两方协议', three_party: '三方协议' }
export const agreementName = (kind: string | null | undefined) => (kind ? (AGREEMENTS[kind] ?? kind) : '尚未设置')

const LEVELS: Record<string, string> = { all: '全校', undergraduate: '本专科', postgraduate: '研究生' }
export const levelName = (level: string) => LEVELS[level] ?? level
