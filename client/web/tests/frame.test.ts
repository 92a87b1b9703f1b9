import { describe, expect, it } from 'vitest'
import type { Me } from '@/api/wire'
import { moduleTabs } from '@/layout/modules'
import { menuOf } from '@/layout/menus'
import { columnsFrom } from '@/pages/staff/columns'
import { routes } from '@/router/routes'

const staff = (archive: string): Me => ({ role: 'school', name: '', organisation: '', csrf: '', unread: 0, second_factor_missing: false, permissions: { basic: 'read_write', archive, household: 'none' } })

describe('ACC-09 modules', () => {
  it('says who opens a closed module', () => {
    const [here, archive, household] = moduleTabs(staff('read_write'))
    expect(here).toMatchObject({ label: '毕业去向登记与网签', here: true })
    expect(archive!.closed).toContain('省级用户')
    expect(household!.closed).toContain('没有该模块的权限')
  })
})

describe('pages and roles', () => {
  const pages = routes.flatMap((route) => route.children ?? []).filter((page) => page.name)

  it('every page inside the frame names its roles', () => {
    for (const page of pages) expect(page.meta?.roles, String(page.name)).toBeTruthy()
  })

  it('every menu entry leads to a page of that role', () => {
    for (const role of ['school', 'department', 'graduate', 'employer', 'province'] as const) {
      for (const item of menuOf(role)) {
        const page = pages.find((candidate) => `/${candidate.path}` === item.to)
        expect(page?.meta?.roles, item.to).toContain(role)
      }
    }
  })

  it('ACC-02 only school users see the settings', () => {
    expect(menuOf('department').map((item) => item.label)).not.toContain('签约设置')
    expect(menuOf('school').map((item) => item.label)).toContain('签约设置')
  })
})

describe('EXT-18 columns', () => {
  it('keep the list’s order and fall back to all', () => {
    expect(columnsFrom(['name', 'state']).map((column) => column.key)).toEqual(['state', 'name'])
    expect(columnsFrom(['unknown']).length).toBe(12)
  })
})
