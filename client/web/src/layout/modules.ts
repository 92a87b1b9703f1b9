import type { Me } from '@/api/wire'

export interface ModuleTab {
  label: string
  here: boolean
  /** Why it cannot be entered, in words that say who can change that. */
  closed: string
}

const NO_PERMISSION = '您的账号没有该模块的权限，请联系上级用户在就业管理系统中调整。'
const NOT_OPENED = '该模块尚未开启：先由省级用户开启，再由学校用户完成登记设置后即可进入。'

const closedBecause = (permission: string | undefined) => (permission === 'none' ? NO_PERMISSION : NOT_OPENED)

/** The module switch of school and department users (ACC-09). */
export function moduleTabs(me: Me): ModuleTab[] {
  return [
    { label: '毕业去向登记与网签', here: true, closed: '' },
    { label: '档案信息登记', here: false, closed: closedBecause(me.permissions?.archive) },
    { label: '户口信息登记', here: false, closed: closedBecause(me.permissions?.household) },
  ]
}
