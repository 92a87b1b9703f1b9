import type { EmsAccount, EmsAccountForm } from '@/api/wire'

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

/** A new department user, with the permissions it has until somebody says otherwise (ACC-05). */
export const newAccount = (department = ''): EmsAccountForm => ({
  name: '',
  department,
  level: null,
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
