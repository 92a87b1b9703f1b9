import {
  Avatar,
  ChatDotRound,
  CircleClose,
  DataBoard,
  DocumentAdd,
  DocumentChecked,
  EditPen,
  Files,
  Guide,
  HomeFilled,
  House,
  OfficeBuilding,
  Promotion,
  School,
  Setting,
  Sort,
  Tickets,
  UserFilled,
  View,
  Warning,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { Role, SystemInfo } from '@/api/wire'
import { BOTH, type System } from './places'

export interface MenuItem {
  to: string
  label: string
  icon: Component
  /** Whose count stands behind the label: a kind of case. */
  counts?: string
}

const DESK: MenuItem[] = [
  { to: '/staff', label: '首页', icon: House },
  { to: '/staff/cases', label: '在线签约管理', icon: DocumentChecked, counts: 'online_signing' },
  { to: '/staff/roster', label: '学生名单管理', icon: UserFilled },
  { to: '/staff/invalidated', label: '失效信息管理', icon: CircleClose },
]

const ACCOUNTS: MenuItem = { to: '/ems/accounts', label: '账号管理', icon: Avatar }

const MENUS: Record<Role, MenuItem[]> = {
  department: DESK,
  // ACC-02: accounts are made in the EMS, and only a school's entry leads there.
  school: [
    ...DESK,
    ACCOUNTS,
    { to: '/staff/deliveries', label: '消息发送记录', icon: ChatDotRound },
    { to: '/staff/flagged', label: '预警单位管理', icon: Warning },
    { to: '/staff/reveals', label: '查看记录', icon: View },
    { to: '/staff/settings', label: '签约设置', icon: Setting },
  ],
  graduate: [
    { to: '/graduate', label: '首页', icon: House },
    { to: '/graduate/cases', label: '我的签约', icon: Tickets },
    { to: '/graduate/destination', label: '去向登记', icon: Guide },
  ],
  employer: [
    { to: '/employer', label: '首页', icon: DataBoard },
    { to: '/employer/invite', label: '发起签约邀请', icon: EditPen },
    { to: '/employer/bulk', label: '批量邀约', icon: DocumentAdd },
    { to: '/employer/cases', label: '签约邀请', icon: Promotion },
    { to: '/employer/profile', label: '单位信息', icon: OfficeBuilding },
  ],
  province: [
    { to: '/province', label: '本省高校', icon: School },
    { to: '/province/employers', label: '用人单位审核', icon: OfficeBuilding },
  ],
}

/** The archive and the household module have menus of their own (HOM-03). */
function moduleMenu(role: Role, module: string): MenuItem[] {
  const at = `/staff/modules/${module}`
  const desk = [
    { to: at, label: '首页', icon: House },
    { to: `${at}/transfers`, label: module === 'archive' ? '档案信息' : '户口信息', icon: module === 'archive' ? Files : HomeFilled },
  ]
  return role === 'school' ? [...desk, ACCOUNTS, { to: `${at}/settings`, label: '登记设置', icon: Setting }] : desk
}

const EMS_ROSTER: MenuItem = { to: '/ems', label: '学生名单', icon: UserFilled }

const EMS_MENUS: Partial<Record<Role, MenuItem[]>> = {
  department: [EMS_ROSTER],
  school: [EMS_ROSTER, ACCOUNTS, { to: '/ems/sync', label: '同步情况', icon: Sort }],
  province: [{ to: '/ems/schools', label: '院校管理', icon: School }],
}

/** Without the EMS at its side the platform shows by itself what it has sent. */
const SYNC: Partial<Record<Role, MenuItem[]>> = { school: [{ to: '/staff/sync', label: '同步情况', icon: Sort }] }

export function menuOf(role: Role, system: System = 'platform', served: SystemInfo = BOTH, module = 'signing'): MenuItem[] {
  if (system === 'ems') return EMS_MENUS[role] ?? []
  if (!module) return []
  if (module !== 'signing') return moduleMenu(role, module)
  return served.ems ? MENUS[role] : [...MENUS[role], ...(SYNC[role] ?? [])]
}
