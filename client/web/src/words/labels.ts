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
  /** The way back in: always by the level above. */
  forgotten: string
}

const DOORS: Door[] = [
  {
    entrance: 'school',
    label: '学校登录',
    login: '账号',
    hint: '学校、院系用户使用就业管理系统账号登录；没有账号请联系上级用户创建。',
    forgotten: '院系用户请联系本校的学校用户，学校用户请联系省级用户，在就业管理系统中重置账号；重置后用新的激活码设置密码。',
  },
  {
    entrance: 'graduate',
    label: '学生登录',
    login: '身份证号',
    hint: '登录名是本人的身份证号（没有身份证的，为学校名单中的证件号码）；首次登录使用学校发放的激活码设置密码。',
    forgotten: '请联系学校就业部门，由学校重置密码并重新生成您的激活码；拿到后点「首次登录？使用激活码设置密码」，用身份证号和新的激活码设置密码。',
  },
  {
    entrance: 'employer',
    label: '用人单位登录',
    login: '登录名',
    hint: '用人单位使用注册时设置的登录名登录；由平台开通账号的，登录名是统一社会信用代码。',
    forgotten: '请联系单位所在地省级就业部门，凭营业执照核实身份后由平台运营方重置账号；重置后用新的激活码设置密码。请勿用同一统一社会信用代码重复注册。',
  },
  {
    entrance: 'province',
    label: '省级登录',
    login: '账号',
    hint: '省级用户使用就业管理系统账号登录。',
    forgotten: '请联系平台运营方重置账号；重置后用新的激活码设置密码。',
  },
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
