import {
  Avatar,
  ChatDotRound,
  CircleClose,
  DataBoard,
  DocumentAdd,
  DocumentChecked,
  DocumentDelete,
  EditPen,
  FolderChecked,
  Files,
  Finished,
  Guide,
  Histogram,
  HomeFilled,
  House,
  OfficeBuilding,
  Promotion,
  School,
  Scissor,
  Setting,
  Sort,
  Switch,
  Tickets,
  UserFilled,
  View,
  Warning,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { KindEntry, Role, SystemInfo } from '@/api/wire'
import { addressOf } from '@/words/kinds'
import { BOTH, type System } from './places'

export interface MenuItem {
  to: string
  label: string
  icon: Component
  /** The list, or the kind of case, that it leads to; a reviewer's count of it stands behind the label. */
  kind?: string
  /** The kinds of case on the list. */
  kinds?: readonly string[]
}

const ICONS: Record<string, Component> = { online_signing: DocumentChecked, backfill: FolderChecked, rescission: Scissor, destination: Guide }

/** Each list that the reader may see is in the menu. */
const listed = ({ kind, kinds, menu }: KindEntry): MenuItem => ({ to: addressOf(kind), label: menu, icon: ICONS[kind] ?? Tickets, kind, kinds })

const desk = (kinds: readonly KindEntry[]): MenuItem[] => [
  { to: '/staff', label: '首页', icon: House },
  ...kinds.map(listed),
  { to: '/staff/batches', label: '批量办理', icon: Finished },
  { to: '/staff/roster', label: '学生名单管理', icon: UserFilled },
  { to: '/staff/voided', label: '作废信息管理', icon: DocumentDelete },
  { to: '/staff/invalidated', label: '失效信息管理', icon: CircleClose },
  { to: '/staff/statistics', label: '数据统计', icon: Histogram },
  { to: '/staff/deputies', label: '代审设置', icon: Switch },
]

const ACCOUNTS: MenuItem = { to: '/ems/accounts', label: '账号管理', icon: Avatar }

const MENUS: Record<Exclude<Role, 'department'>, MenuItem[]> = {
  // ACC-02: accounts are made in the EMS, and only a school's entry leads there.
  school: [
    ACCOUNTS,
    { to: '/staff/deliveries', label: '消息发送记录', icon: ChatDotRound },
    { to: '/staff/flagged', label: '预警单位管理', icon: Warning },
    { to: '/staff/reveals', label: '查看记录', icon: View },
    { to: '/staff/settings', label: '签约设置', icon: Setting },
  ],
  graduate: [
    { to: '/graduate', label: '首页', icon: House },
    { to: '/graduate/cases', label: '我的签约', icon: Tickets, kinds: ['online_signing', 'offline_signing', 'backfill'] },
    { to: '/graduate/rescission', label: '解约', icon: Scissor, kinds: ['online_rescission', 'offline_rescission'] },
    { to: '/graduate/kinds/destination', label: '去向登记', icon: Guide, kinds: ['destination'] },
  ],
  employer: [
    { to: '/employer', label: '首页', icon: DataBoard },
    { to: '/employer/invite', label: '发起签约邀请', icon: EditPen },
    { to: '/employer/bulk', label: '批量邀约', icon: DocumentAdd },
    { to: '/employer/cases', label: '签约和解约', icon: Promotion },
    { to: '/employer/profile', label: '单位信息', icon: OfficeBuilding },
  ],
  province: [
    { to: '/province', label: '本省高校', icon: School },
    { to: '/province/employers', label: '用人单位审核', icon: OfficeBuilding },
    { to: '/province/statistics', label: '数据统计', icon: Histogram },
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

function platformMenu(role: Role, kinds: readonly KindEntry[]): MenuItem[] {
  if (role === 'department') return desk(kinds)
  return role === 'school' ? [...desk(kinds), ...MENUS.school] : MENUS[role]
}

export function menuOf(role: Role, system: System = 'platform', served: SystemInfo = BOTH, module = 'signing', kinds: readonly KindEntry[] = []): MenuItem[] {
  if (system === 'ems') return EMS_MENUS[role] ?? []
  if (!module) return []
  if (module !== 'signing') return moduleMenu(role, module)
  const menu = platformMenu(role, kinds)
  return served.ems ? menu : [...menu, ...(SYNC[role] ?? [])]
}

/**
 * The address of the entry that a page is marked at: on a case's page the one that has its kind, and none until that is known; elsewhere,
 * and for a kind that the menu does not have, the deepest one that the page's address lies under.
 */
export function markedIn(menu: readonly MenuItem[], path: string, kind: string | null): string | undefined {
  if (kind === '') return undefined
  const own = menu.find((item) => kind !== null && (item.kind === kind || item.kinds?.includes(kind)))
  const under = menu.filter(({ to }) => path === to || path.startsWith(`${to}/`))
  return (own ?? under.sort((a, b) => b.to.length - a.to.length)[0])?.to
}
