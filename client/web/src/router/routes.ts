import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/wire'

const STAFF: Role[] = ['school', 'department']
const EVERYBODY: Role[] = ['school', 'department', 'graduate', 'employer', 'province']

/** Each role's pages are loaded when that role arrives: a graduate's phone never fetches the desk. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    component: () => import('@/pages/login/LoginPage.vue'),
    meta: { title: '登录' },
  },
  {
    path: '/guides/:guide',
    name: 'guide',
    component: () => import('@/pages/guides/GuidePage.vue'),
    props: true,
    meta: { title: '操作指南' },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('@/pages/register/RegisterPage.vue'),
    meta: { title: '用人单位注册' },
  },
  {
    path: '/',
    component: () => import('@/layout/AppFrame.vue'),
    children: [
      { path: '', redirect: '/login' },
      {
        path: 'account',
        name: 'account',
        component: () => import('@/pages/account/AccountPage.vue'),
        meta: { title: '账号与安全', roles: EVERYBODY },
      },
      {
        path: 'staff',
        name: 'staff-home',
        component: () => import('@/pages/staff/StaffHome.vue'),
        meta: { title: '首页', roles: STAFF },
      },
      {
        path: 'staff/cases',
        name: 'staff-cases',
        component: () => import('@/pages/staff/CaseListPage.vue'),
        meta: { title: '在线签约管理', roles: STAFF },
      },
      {
        path: 'staff/cases/:id',
        name: 'staff-case',
        component: () => import('@/pages/staff/ReviewPage.vue'),
        props: true,
        meta: { title: '签约详情', roles: STAFF },
      },
      {
        path: 'staff/roster',
        name: 'staff-roster',
        component: () => import('@/pages/staff/RosterListPage.vue'),
        meta: { title: '学生名单管理', roles: STAFF },
      },
      {
        path: 'staff/reveals',
        name: 'staff-reveals',
        component: () => import('@/pages/staff/RevealsPage.vue'),
        meta: { title: '查看记录', roles: ['school'] },
      },
      {
        path: 'staff/deliveries',
        name: 'staff-deliveries',
        component: () => import('@/pages/staff/DeliveriesPage.vue'),
        meta: { title: '消息发送记录', roles: ['school'] },
      },
      {
        path: 'staff/flagged',
        name: 'staff-flagged',
        component: () => import('@/pages/staff/FlaggedPage.vue'),
        meta: { title: '预警单位管理', roles: ['school'] },
      },
      {
        path: 'staff/invalidated',
        name: 'staff-invalidated',
        component: () => import('@/pages/staff/InvalidatedPage.vue'),
        meta: { title: '失效信息管理', roles: STAFF },
      },
      {
        path: 'staff/settings',
        name: 'staff-settings',
        component: () => import('@/pages/settings/SettingsPage.vue'),
        meta: { title: '签约设置', roles: ['school'] },
      },
      {
        path: 'staff/sync',
        name: 'staff-sync',
        component: () => import('@/pages/ems/SyncPage.vue'),
        meta: { title: '同步情况', roles: ['school'] },
      },
      {
        path: 'staff/modules/:module',
        name: 'staff-module',
        component: () => import('@/pages/settings/ModulePage.vue'),
        props: true,
        meta: { title: '登记设置', roles: STAFF },
      },
      {
        path: 'ems',
        name: 'ems-roster',
        component: () => import('@/pages/ems/EmsRosterPage.vue'),
        meta: { title: '学生名单', roles: STAFF },
      },
      {
        path: 'ems/accounts',
        name: 'ems-accounts',
        component: () => import('@/pages/ems/AccountsPage.vue'),
        meta: { title: '账号管理', roles: ['school'] },
      },
      {
        path: 'ems/schools',
        name: 'ems-schools',
        component: () => import('@/pages/ems/SchoolsPage.vue'),
        meta: { title: '院校管理', roles: ['province'] },
      },
      {
        path: 'ems/schools/:school',
        name: 'ems-school',
        component: () => import('@/pages/ems/SchoolPage.vue'),
        props: true,
        meta: { title: '学校账号', roles: ['province'] },
      },
      {
        path: 'ems/sync',
        name: 'ems-sync',
        component: () => import('@/pages/ems/SyncPage.vue'),
        meta: { title: '同步情况', roles: ['school'] },
      },
      {
        path: 'graduate',
        name: 'graduate-home',
        component: () => import('@/pages/graduate/GraduateHome.vue'),
        meta: { title: '首页', roles: ['graduate'] },
      },
      {
        path: 'graduate/cases',
        name: 'graduate-cases',
        component: () => import('@/pages/graduate/GraduateCases.vue'),
        meta: { title: '我的签约', roles: ['graduate'] },
      },
      {
        path: 'graduate/cases/:id',
        name: 'graduate-case',
        component: () => import('@/pages/graduate/GraduateCase.vue'),
        props: true,
        meta: { title: '签约邀请', roles: ['graduate'] },
      },
      {
        path: 'graduate/wechat',
        name: 'graduate-wechat',
        component: () => import('@/pages/graduate/WechatReturn.vue'),
        meta: { title: '绑定微信', roles: ['graduate'] },
      },
      {
        path: 'employer',
        name: 'employer-home',
        component: () => import('@/pages/employer/EmployerHome.vue'),
        meta: { title: '首页', roles: ['employer'] },
      },
      {
        path: 'employer/cases',
        name: 'employer-cases',
        component: () => import('@/pages/employer/EmployerCases.vue'),
        meta: { title: '签约邀请', roles: ['employer'] },
      },
      {
        path: 'employer/invite',
        name: 'employer-invite',
        component: () => import('@/pages/employer/InvitePage.vue'),
        meta: { title: '发起签约邀请', roles: ['employer'] },
      },
      {
        path: 'employer/bulk',
        name: 'employer-bulk',
        component: () => import('@/pages/employer/BulkPage.vue'),
        meta: { title: '批量邀约', roles: ['employer'] },
      },
      {
        path: 'employer/profile',
        name: 'employer-profile',
        component: () => import('@/pages/employer/ProfilePage.vue'),
        meta: { title: '单位信息', roles: ['employer'] },
      },
      {
        path: 'employer/cases/:id',
        name: 'employer-case',
        component: () => import('@/pages/employer/EmployerCase.vue'),
        props: true,
        meta: { title: '签约详情', roles: ['employer'] },
      },
      {
        path: 'province',
        name: 'province-home',
        component: () => import('@/pages/province/ProvincePage.vue'),
        meta: { title: '首页', roles: ['province'] },
      },
      {
        path: 'province/employers',
        name: 'province-employers',
        component: () => import('@/pages/province/EmployersPage.vue'),
        meta: { title: '用人单位审核', roles: ['province'] },
      },
      {
        path: 'province/employers/:id',
        name: 'province-employer',
        component: () => import('@/pages/province/EmployerReview.vue'),
        props: true,
        meta: { title: '用人单位注册信息', roles: ['province'] },
      },
    ],
  },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/pages/NowherePage.vue'), meta: { title: '页面不存在' } },
]
