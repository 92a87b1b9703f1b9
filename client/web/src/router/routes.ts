import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/wire'
import { part } from '@/parts/part'

const STAFF: Role[] = ['school', 'department']
const EVERYBODY: Role[] = ['school', 'department', 'graduate', 'employer', 'province']

/**
 * Each role's pages are loaded when that role arrives: a graduate's phone never fetches the desk. Those on a role's usual way are
 * loaded ahead for it.
 */
export const routes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    component: part(() => import('@/pages/login/LoginPage.vue')),
    meta: { title: '登录' },
  },
  {
    path: '/guides/:guide',
    name: 'guide',
    component: part(() => import('@/pages/guides/GuidePage.vue')),
    props: true,
    meta: { title: '操作指南' },
  },
  {
    path: '/register',
    name: 'register',
    component: part(() => import('@/pages/register/RegisterPage.vue')),
    meta: { title: '用人单位注册' },
  },
  {
    path: '/verify',
    name: 'verify',
    component: part(() => import('@/pages/verify/VerifyPage.vue')),
    meta: { title: '就业协议书核验' },
  },
  {
    path: '/',
    component: part(() => import('@/layout/AppFrame.vue')),
    children: [
      { path: '', redirect: '/login' },
      {
        path: 'account',
        name: 'account',
        component: part(() => import('@/pages/account/AccountPage.vue')),
        meta: { title: '账号与安全', roles: EVERYBODY },
      },
      {
        path: 'staff',
        name: 'staff-home',
        component: part(() => import('@/pages/staff/StaffHome.vue'), ...STAFF),
        meta: { title: '首页', roles: STAFF },
      },
      {
        path: 'staff/choice',
        name: 'module-choice',
        component: part(() => import('@/pages/modules/ModuleChoice.vue')),
        meta: { title: '选择模块', roles: STAFF },
      },
      {
        path: 'staff/cases',
        name: 'staff-cases',
        component: part(() => import('@/pages/staff/CaseListPage.vue'), ...STAFF),
        meta: { title: '在线签约管理', roles: STAFF },
      },
      {
        path: 'staff/kinds/:kind',
        name: 'staff-cases-of',
        component: part(() => import('@/pages/staff/CaseListPage.vue'), ...STAFF),
        props: true,
        meta: { title: '办理列表', roles: STAFF },
      },
      {
        path: 'staff/voided',
        name: 'staff-voided',
        component: part(() => import('@/pages/staff/VoidedPage.vue')),
        meta: { title: '作废信息管理', roles: STAFF },
      },
      {
        path: 'staff/cases/:id',
        name: 'staff-case',
        component: part(() => import('@/pages/staff/ReviewPage.vue'), ...STAFF),
        props: true,
        meta: { title: '签约详情', roles: STAFF },
      },
      {
        path: 'staff/roster',
        name: 'staff-roster',
        component: part(() => import('@/pages/staff/RosterListPage.vue'), ...STAFF),
        meta: { title: '学生名单管理', roles: STAFF },
      },
      {
        path: 'staff/reveals',
        name: 'staff-reveals',
        component: part(() => import('@/pages/staff/RevealsPage.vue')),
        meta: { title: '查看记录', roles: ['school'] },
      },
      {
        path: 'staff/deliveries',
        name: 'staff-deliveries',
        component: part(() => import('@/pages/staff/DeliveriesPage.vue')),
        meta: { title: '消息发送记录', roles: ['school'] },
      },
      {
        path: 'staff/flagged',
        name: 'staff-flagged',
        component: part(() => import('@/pages/staff/FlaggedPage.vue')),
        meta: { title: '预警单位管理', roles: ['school'] },
      },
      {
        path: 'staff/invalidated',
        name: 'staff-invalidated',
        component: part(() => import('@/pages/staff/InvalidatedPage.vue')),
        meta: { title: '失效信息管理', roles: STAFF },
      },
      {
        path: 'staff/statistics',
        name: 'staff-statistics',
        component: part(() => import('@/pages/statistics/StatisticsPage.vue')),
        props: { of: 'staff' },
        meta: { title: '数据统计', roles: STAFF },
      },
      {
        path: 'staff/settings',
        name: 'staff-settings',
        component: part(() => import('@/pages/settings/SettingsPage.vue')),
        meta: { title: '签约设置', roles: ['school'] },
      },
      {
        path: 'staff/sync',
        name: 'staff-sync',
        component: part(() => import('@/pages/ems/SyncPage.vue')),
        meta: { title: '同步情况', roles: ['school'] },
      },
      {
        path: 'staff/modules/:module',
        name: 'module-home',
        component: part(() => import('@/pages/modules/ModuleHome.vue')),
        props: true,
        meta: { title: '首页', roles: STAFF },
      },
      {
        path: 'staff/modules/:module/transfers',
        name: 'module-transfers',
        component: part(() => import('@/pages/modules/TransferListPage.vue')),
        props: true,
        meta: { title: '登记信息', roles: STAFF },
      },
      {
        path: 'staff/modules/:module/settings',
        name: 'module-settings',
        component: part(() => import('@/pages/settings/ModulePage.vue')),
        props: true,
        meta: { title: '登记设置', roles: ['school'] },
      },
      {
        path: 'ems',
        name: 'ems-roster',
        component: part(() => import('@/pages/ems/EmsRosterPage.vue')),
        meta: { title: '学生名单', roles: STAFF },
      },
      {
        path: 'ems/accounts',
        name: 'ems-accounts',
        component: part(() => import('@/pages/ems/AccountsPage.vue')),
        meta: { title: '账号管理', roles: ['school'] },
      },
      {
        path: 'ems/schools',
        name: 'ems-schools',
        component: part(() => import('@/pages/ems/SchoolsPage.vue')),
        meta: { title: '院校管理', roles: ['province'] },
      },
      {
        path: 'ems/schools/:school',
        name: 'ems-school',
        component: part(() => import('@/pages/ems/SchoolPage.vue')),
        props: true,
        meta: { title: '学校账号', roles: ['province'] },
      },
      {
        path: 'ems/sync',
        name: 'ems-sync',
        component: part(() => import('@/pages/ems/SyncPage.vue')),
        meta: { title: '同步情况', roles: ['school'] },
      },
      {
        path: 'graduate',
        name: 'graduate-home',
        component: part(() => import('@/pages/graduate/GraduateHome.vue'), 'graduate'),
        meta: { title: '首页', roles: ['graduate'] },
      },
      {
        path: 'graduate/cases',
        name: 'graduate-cases',
        component: part(() => import('@/pages/graduate/GraduateCases.vue'), 'graduate'),
        meta: { title: '我的签约', roles: ['graduate'] },
      },
      {
        path: 'graduate/cases/:id',
        name: 'graduate-case',
        component: part(() => import('@/pages/graduate/GraduateCase.vue'), 'graduate'),
        props: true,
        meta: { title: '签约邀请', roles: ['graduate'] },
      },
      {
        path: 'graduate/destination',
        name: 'destination',
        component: part(() => import('@/pages/destination/DestinationStart.vue'), 'graduate'),
        meta: { title: '去向登记', roles: ['graduate'] },
      },
      {
        path: 'graduate/destination/form',
        name: 'destination-form',
        component: part(() => import('@/pages/destination/DestinationForm.vue'), 'graduate'),
        meta: { title: '填报去向登记', roles: ['graduate'] },
      },
      {
        path: 'graduate/destination/:id',
        name: 'destination-again',
        component: part(() => import('@/pages/destination/DestinationForm.vue'), 'graduate'),
        props: true,
        meta: { title: '修改去向登记', roles: ['graduate'] },
      },
      {
        path: 'graduate/wechat',
        name: 'graduate-wechat',
        component: part(() => import('@/pages/graduate/WechatReturn.vue')),
        meta: { title: '绑定微信', roles: ['graduate'] },
      },
      {
        path: 'employer',
        name: 'employer-home',
        component: part(() => import('@/pages/employer/EmployerHome.vue'), 'employer'),
        meta: { title: '首页', roles: ['employer'] },
      },
      {
        path: 'employer/cases',
        name: 'employer-cases',
        component: part(() => import('@/pages/employer/EmployerCases.vue'), 'employer'),
        meta: { title: '签约邀请', roles: ['employer'] },
      },
      {
        path: 'employer/invite',
        name: 'employer-invite',
        component: part(() => import('@/pages/employer/InvitePage.vue'), 'employer'),
        meta: { title: '发起签约邀请', roles: ['employer'] },
      },
      {
        path: 'employer/bulk',
        name: 'employer-bulk',
        component: part(() => import('@/pages/employer/BulkPage.vue')),
        meta: { title: '批量邀约', roles: ['employer'] },
      },
      {
        path: 'employer/profile',
        name: 'employer-profile',
        component: part(() => import('@/pages/employer/ProfilePage.vue')),
        meta: { title: '单位信息', roles: ['employer'] },
      },
      {
        path: 'employer/cases/:id',
        name: 'employer-case',
        component: part(() => import('@/pages/employer/EmployerCase.vue'), 'employer'),
        props: true,
        meta: { title: '签约详情', roles: ['employer'] },
      },
      {
        path: 'province',
        name: 'province-home',
        component: part(() => import('@/pages/province/ProvincePage.vue'), 'province'),
        meta: { title: '首页', roles: ['province'] },
      },
      {
        path: 'province/employers',
        name: 'province-employers',
        component: part(() => import('@/pages/province/EmployersPage.vue'), 'province'),
        meta: { title: '用人单位审核', roles: ['province'] },
      },
      {
        path: 'province/statistics',
        name: 'province-statistics',
        component: part(() => import('@/pages/statistics/StatisticsPage.vue')),
        props: { of: 'province' },
        meta: { title: '数据统计', roles: ['province'] },
      },
      {
        path: 'province/employers/:id',
        name: 'province-employer',
        component: part(() => import('@/pages/province/EmployerReview.vue'), 'province'),
        props: true,
        meta: { title: '用人单位注册信息', roles: ['province'] },
      },
    ],
  },
  { path: '/:rest(.*)*', name: 'nowhere', component: part(() => import('@/pages/NowherePage.vue')), meta: { title: '页面不存在' } },
]
