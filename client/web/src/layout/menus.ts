import { DataBoard, DocumentChecked, EditPen, House, Promotion, School, Setting, View, Tickets, UserFilled } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { Role } from '@/api/wire'

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
]

const MENUS: Record<Role, MenuItem[]> = {
  department: DESK,
  school: [...DESK, { to: '/staff/reveals', label: '查看记录', icon: View }, { to: '/staff/settings', label: '签约设置', icon: Setting }],
  graduate: [
    { to: '/graduate', label: '首页', icon: House },
    { to: '/graduate/cases', label: '我的签约', icon: Tickets },
  ],
  employer: [
    { to: '/employer', label: '首页', icon: DataBoard },
    { to: '/employer/invite', label: '发起签约邀请', icon: EditPen },
    { to: '/employer/cases', label: '签约邀请', icon: Promotion },
  ],
  province: [{ to: '/province', label: '本省高校', icon: School }],
}

export const menuOf = (role: Role) => MENUS[role]
