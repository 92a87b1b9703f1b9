import { describe, expect, it } from 'vitest'
import type { Me } from '@/api/wire'
import { moduleTabs } from '@/layout/modules'
import { createMemoryHistory, createRouter } from 'vue-router'
import { menuOf } from '@/layout/menus'
import { columnsOf } from '@/pages/staff/columns'
import { routes } from '@/router/routes'
import { chosenFrom } from '@/words/columns'

const closed = (title: string, detail: string) => ({ code: '', title, detail, items: [] })
const staff: Me = {
  id: 'a1',
  role: 'school',
  name: '',
  organisation: '',
  csrf: '',
  unread: 0,
  second_factor_missing: false,
  kinds: [],
  modules: [
    { module: 'signing', label: '毕业去向登记与网签' },
    { module: 'archive', label: '档案信息登记' },
    { module: 'household', label: '户口信息登记', closed: closed('省级用户尚未开启', '请联系省级用户开启。') },
  ],
}

describe('ACC-09 modules', () => {
  it('ACC-09 says who opens a closed module, and leads into the open ones', () => {
    const [signing, archive, household] = moduleTabs(staff, '/staff/modules/archive')
    expect(signing).toMatchObject({ label: '毕业去向登记与网签', here: false, to: '/staff', closed: '' })
    expect(archive).toMatchObject({ here: true, to: '/staff/modules/archive' })
    expect(household!.closed).toBe('省级用户尚未开启。请联系省级用户开启。')
  })

  it('ACC-09 every page outside a module’s own belongs to signing', () => {
    expect(moduleTabs(staff, '/staff/settings').map((tab) => tab.here)).toEqual([true, false, false])
  })
})

describe('pages and roles', () => {
  const pages = routes.flatMap((route) => route.children ?? []).filter((page) => page.name)

  it('every page inside the frame names its roles', () => {
    for (const page of pages) expect(page.meta?.roles, String(page.name)).toBeTruthy()
  })

  it('every menu entry leads to a page of that role', () => {
    const router = createRouter({ history: createMemoryHistory(), routes })
    for (const role of ['school', 'department', 'graduate', 'employer', 'province'] as const) {
      for (const item of [...menuOf(role), ...menuOf(role, 'ems')]) {
        expect(router.resolve(item.to).meta.roles, item.to).toContain(role)
      }
    }
  })

  it('ACC-02 only school users see the settings', () => {
    expect(menuOf('department').map((item) => item.label)).not.toContain('签约设置')
    expect(menuOf('school').map((item) => item.label)).toContain('签约设置')
  })
})

describe('EXT-18 columns', () => {
  it('keep the order they are named in and fall back to all', () => {
    expect(chosenFrom(columnsOf('签约', 'online_signing'), ['name', 'state']).map((column) => column.key)).toEqual(['name', 'state'])
    expect(chosenFrom(columnsOf('签约', 'online_signing'), ['unknown']).length).toBe(12)
  })
})
