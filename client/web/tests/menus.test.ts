import { expect, test } from 'vitest'
import { menuOf } from '@/layout/menus'
import { moduleAt } from '@/layout/modules'

const labels = (...asked: Parameters<typeof menuOf>) => menuOf(...asked).map((item) => item.label)

test('HOM-03: the archive and the household module have menus of their own, settings only for the school', () => {
  expect(labels('school', 'platform', undefined, 'archive')).toEqual(['首页', '档案信息', '账号管理', '登记设置'])
  expect(labels('department', 'platform', undefined, 'household')).toEqual(['首页', '户口信息'])
  const kinds = [
    { kind: 'online_signing', menu: '在线签约管理', matter: '签约', filter: 'agreement_in_review' },
    { kind: 'a_new_one', menu: '新业务', matter: '新业务', filter: '' },
  ]
  expect(labels('department', 'platform', undefined, 'signing', kinds).slice(0, 3)).toEqual(['首页', '在线签约管理', '新业务'])
})

test('HOM-03: the address says which module one is in, whatever page of it', () => {
  expect(['/staff', '/staff/cases', '/staff/modules/archive', '/staff/modules/household/transfers'].map(moduleAt)).toEqual([
    'signing',
    'signing',
    'archive',
    'household',
  ])
})
