import { describe, expect, it } from 'vitest'
import type { Me } from '@/api/wire'
import { detour } from '@/router'

const me: Me = { role: 'school', name: '周敏', organisation: '钱江大学', csrf: 'x', unread: 0, modules: [], second_factor_missing: false }
const page = (name: string) => ({ name, fullPath: `/${name}`, meta: { roles: ['school' as const] } })
const login = { name: 'login', fullPath: '/login', meta: {} }

describe('where a visitor is sent', () => {
  it('ACC-01: to the entrance and back when nobody is signed in', () => {
    expect(detour({ me: null, home: '/login', confined: false }, page('staff-cases'))).toEqual({ name: 'login', query: { from: '/staff-cases' } })
  })

  it('ACC-01: to the account, whatever was asked for, while a demanded second factor is missing', () => {
    const confined = { me, home: '/staff', confined: true }
    expect(detour(confined, page('staff-cases'))).toEqual({ name: 'account' })
    expect(detour(confined, page('account'))).toBe(true)
    expect(detour({ ...confined, confined: false }, page('staff-cases'))).toBe(true)
  })

  it('ACC-08: home from another role’s page and from the entrance', () => {
    const session = { me: { ...me, role: 'graduate' as const }, home: '/graduate', confined: false }
    expect(detour(session, page('staff-cases'))).toBe('/graduate')
    expect(detour(session, login)).toBe('/graduate')
  })
})
