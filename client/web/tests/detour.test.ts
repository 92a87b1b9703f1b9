import { describe, expect, it } from 'vitest'
import type { Me } from '@/api/wire'
import { BOTH, elsewhere, homeOf, isHere } from '@/layout/places'
import { arrivalOf, deskOf, moduleAt } from '@/layout/modules'
import { detour } from '@/router'

const me: Me = { id: 'a1', role: 'school', name: '周敏', organisation: '钱江大学', csrf: 'x', unread: 0, kinds: [], modules: [], second_factor_missing: false }
const page = (name: string, path = `/${name}`) => ({ name, path, fullPath: path, meta: { roles: ['school' as const] } })
const login = { name: 'login', path: '/login', fullPath: '/login', meta: {} }

describe('where a visitor is sent', () => {
  it('ACC-01: to the entrance and back when nobody is signed in', () => {
    expect(detour({ me: null, home: '/login', arrival: '/login', confined: false }, page('staff-cases'), BOTH)).toEqual({
      name: 'login',
      query: { from: '/staff-cases' },
    })
  })

  it('ACC-01: to the account, whatever was asked for, while a demanded second factor is missing', () => {
    const confined = { me, home: '/staff', arrival: '/staff', confined: true }
    expect(detour(confined, page('staff-cases'), BOTH)).toEqual({ name: 'account' })
    expect(detour(confined, page('account'), BOTH)).toBe(true)
    expect(detour({ ...confined, confined: false }, page('staff-cases'), BOTH)).toBe(true)
  })

  it('ACC-08: home from another role’s page and from the entrance', () => {
    const session = { me: { ...me, role: 'graduate' as const }, home: '/graduate', arrival: '/graduate', confined: false }
    expect(detour(session, page('staff-cases'), BOTH)).toBe('/graduate')
    expect(detour(session, login, BOTH)).toBe('/graduate')
  })
})

describe('where reviewers begin', () => {
  const closed = { title: '无权限', detail: '' }
  const modules = (...all: [string, boolean][]) =>
    ({ modules: all.map(([module, open]) => ({ module, label: module, closed: open ? null : closed })) }) as unknown as Me

  it('ACC-04: in the first module that they may see', () => {
    expect(deskOf(modules(['signing', true], ['archive', true]))).toBe('/staff')
    expect(deskOf(modules(['signing', false], ['archive', true]))).toBe('/staff/modules/archive')
    expect(deskOf(modules(['signing', false], ['archive', false]))).toBe('/staff')
  })

  it('ACC-09: at a choice after sign-in, where more than one module is open to them', () => {
    expect(arrivalOf(modules(['signing', true], ['archive', true], ['household', false]))).toBe('/staff/choice')
    expect(arrivalOf(modules(['signing', false], ['archive', true], ['household', false]))).toBe('/staff/modules/archive')
    expect(arrivalOf(modules(['signing', false], ['archive', false]))).toBe('/staff')
    expect([moduleAt('/staff/choice'), moduleAt('/staff'), moduleAt('/staff/modules/archive')]).toEqual(['', 'signing', 'archive'])
  })
})

describe('two servers', () => {
  const platform = { platform: true, ems: false, other: 'http://ems.test/', password_reset: [] }
  const ems = { platform: false, ems: true, other: 'http://platform.test', password_reset: [] }
  const session = { me, home: '/ems', arrival: '/ems', confined: false }

  it('ACC-02: a page of the other server leads home, the account is at both', () => {
    expect(detour(session, page('staff-cases', '/staff/cases'), ems)).toBe('/ems')
    expect(detour(session, page('ems-accounts', '/ems/accounts'), ems)).toBe(true)
    expect(detour({ ...session, home: '/staff' }, page('ems-accounts', '/ems/accounts'), platform)).toBe('/staff')
    for (const served of [platform, ems, BOTH]) expect(isHere('/account', served)).toBe(true)
  })

  it('every role begins at a page that is here', () => {
    for (const role of ['school', 'department', 'graduate', 'employer', 'province'] as const) {
      for (const served of [platform, ems, BOTH]) expect(isHere(homeOf(role, served), served), role).toBe(true)
    }
    expect(homeOf('province', ems)).toBe('/ems/schools')
    expect(homeOf('province', BOTH)).toBe('/province')
  })

  it('a link across is the other server’s address', () => {
    expect(elsewhere('/ems/accounts', platform)).toBe('http://ems.test/ems/accounts')
    expect(elsewhere('/staff', ems)).toBe('http://platform.test/staff')
  })
})
