import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { markedIn, menuOf } from '@/layout/menus'
import { moduleAt } from '@/layout/modules'
import { shownKind, useShownKind } from '@/layout/shownKind'

const labels = (...asked: Parameters<typeof menuOf>) => menuOf(...asked).map((item) => item.label)

const KINDS = [
  {
    kind: 'online_signing',
    label: '在线签约',
    kinds: ['online_signing', 'offline_signing'],
    menu: '在线签约管理',
    matter: '签约',
    filter: 'agreement_in_review',
    returns: true,
    agreements: false,
  },
  { kind: 'a_new_one', label: '新业务', kinds: ['a_new_one'], menu: '新业务', matter: '新业务', filter: '', returns: true, agreements: false },
]

test('HOM-03: the archive and the household module have menus of their own, settings only for the school', () => {
  expect(labels('school', 'platform', undefined, 'archive')).toEqual(['首页', '档案信息', '账号管理', '登记设置'])
  expect(labels('department', 'platform', undefined, 'household')).toEqual(['首页', '户口信息'])
  expect(labels('department', 'platform', undefined, 'signing', KINDS).slice(0, 3)).toEqual(['首页', '在线签约管理', '新业务'])
})

test('HOM-03: the address says which module one is in, whatever page of it', () => {
  expect(['/staff', '/staff/cases', '/staff/modules/archive', '/staff/modules/household/transfers'].map(moduleAt)).toEqual([
    'signing',
    'signing',
    'archive',
    'household',
  ])
})

test('HOM-03: a case’s page is marked in the menu at its own kind, other pages by their address', () => {
  const [desk, phone, office] = [menuOf('school', 'platform', undefined, 'signing', KINDS), menuOf('graduate'), menuOf('employer')]
  expect(markedIn(desk, '/staff/cases/1', 'a_new_one')).toBe('/staff/kinds/a_new_one')
  expect(markedIn(desk, '/staff/cases/1', 'online_signing')).toBe('/staff/cases')
  expect(markedIn(desk, '/staff/cases/1', 'offline_signing')).toBe('/staff/cases')
  expect(markedIn(desk, '/staff/cases/1', '')).toBeUndefined()
  expect(markedIn(desk, '/staff/roster', null)).toBe('/staff/roster')
  expect(markedIn(desk, '/staff', null)).toBe('/staff')
  expect(markedIn(phone, '/graduate/cases/1', 'destination')).toBe('/graduate/kinds/destination')
  expect(markedIn(phone, '/graduate/cases/1', 'offline_rescission')).toBe('/graduate/rescission')
  expect(markedIn(phone, '/graduate/cases/1', 'backfill')).toBe('/graduate/cases')
  expect(markedIn(phone, '/graduate/cases/1', 'a_new_one')).toBe('/graduate/cases')
  expect(markedIn(office, '/employer/cases/1', null)).toBe('/employer/cases')
})

test('HOM-03: the kind that is shown stays from one case to the next, and ends with the last', async () => {
  const [first, second] = [effectScope(), effectScope()]
  const known = ref<string>()
  first.run(() => useShownKind(() => known.value))
  expect(shownKind.value).toBe('')
  known.value = 'destination'
  await nextTick()
  expect(shownKind.value).toBe('destination')
  first.stop()
  second.run(() => useShownKind(() => undefined))
  await nextTick()
  expect(shownKind.value).toBe('destination')
  second.stop()
  await nextTick()
  expect(shownKind.value).toBeNull()
})
