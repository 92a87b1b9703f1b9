import type { EmsAccount, EmsAccountForm, EmsAccountMost } from '@/api/wire'
import { levelName } from '@/words/labels'

/** The three areas that an account has a permission for (ACC-04). */
export const AREAS = [
  { key: 'basic', label: '基本信息和就业信息' },
  { key: 'archive', label: '档案信息' },
  { key: 'household', label: '户口信息' },
] as const

export const PERMISSIONS = [
  { code: 'read_write', name: '读写' },
  { code: 'read_only', name: '只读' },
  { code: 'none', name: '无权限' },
]

export const permissionName = (code: string) => PERMISSIONS.find((permission) => permission.code === code)?.name ?? code

/** The levels that a user can be responsible for (ACC-07). */
export const LEVELS = [
  { code: '', name: '全部学历' },
  { code: 'undergraduate', name: '本专科' },
  { code: 'postgraduate', name: '研究生' },
]

type Most = EmsAccountMost | null | undefined
type Area = (typeof AREAS)[number]['key']

/** The server refuses to give more than the reader has (ACC-04, ACC-07). */
export const levelsWithin = (most: Most) => (most?.level ? LEVELS.filter((level) => level.code === most.level) : LEVELS)

/** The permissions are listed from the most to the least. */
export const permissionsWithin = (most: Most, area: Area) =>
  PERMISSIONS.slice(
    Math.max(
      0,
      PERMISSIONS.findIndex((permission) => permission.code === most?.permissions[area]),
    ),
  )

/** A new user of a department, or without one of the school, with the permissions it has until somebody says otherwise (ACC-05). */
export const newAccount = (department: string | null = '', most: Most = null): EmsAccountForm => ({
  name: '',
  department,
  level: most?.level ?? null,
  permissions: { basic: 'read_write', archive: 'none', household: 'none' },
  locked: false,
})

export const formOf = (account: EmsAccount): EmsAccountForm => ({
  name: account.name,
  department: account.department ?? null,
  level: account.level ?? null,
  permissions: { ...account.permissions },
  locked: account.locked,
})

/** A department that the roster does not have, letter for letter, sees nobody (ACC-03). */
export const matchesNobody = (form: EmsAccountForm, departments: string[]) => !!form.department && !departments.includes(form.department)

/** Why the reader, who looks at an own school or at a province's, cannot change an account. */
export const keptBy = (account: EmsAccount, school: string | null) => (school ? '由学校管理' : account.department ? '超出您的层次或权限' : '由上级用户管理')

/** The part of the school that an account is for. */
export const placeOf = ({ department, level }: EmsAccount) =>
  department && !level ? department : `${department ?? '学校用户'}（${levelName(level ?? 'all')}）`
