import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, ref, type Component, type PropType } from 'vue'
import DataTable from '@/components/DataTable.vue'
import type { DataColumn } from '@/words/columns'

const wide = ref(true)
vi.mock('@/composables/useWide', () => ({ useWide: () => wide }))

interface School {
  code: string
  name: string
  graduates: number
}
const SCHOOLS: School[] = [
  { code: '90001', name: '江东示例大学', graduates: 200 },
  { code: '90002', name: '东示范大学', graduates: 60 },
]
const COLUMNS: DataColumn<School>[] = [
  { key: 'name', label: '学校', heads: true, text: ({ name }) => name, link: ({ code }) => ({ name: 'school', params: { code } }) },
  { key: 'graduates', label: '毕业生', align: 'right', text: ({ graduates }) => String(graduates) },
  { key: 'action', label: '操作', pinned: true },
]

const Link = defineComponent({
  props: { to: { type: Object as PropType<{ params: { code: string } }>, required: true } },
  setup:
    (props, { slots }) =>
    () =>
      h('a', { href: props.to.params.code }, slots['default']?.()),
})

afterEach(() => {
  wide.value = true
  document.body.replaceChildren()
})

function shown(more: object = {}, slots: Record<string, (scope: { row: School }) => unknown> = {}): HTMLElement {
  const props = { label: '院校', columns: COLUMNS, rows: SCHOOLS, rowKey: ({ code }: School) => code, ...more }
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(DataTable as Component, props, slots) })
  app.component('RouterLink', Link)
  app.mount(root)
  return root
}
const words = (root: HTMLElement, cells: string) => [...root.querySelectorAll(cells)].map(({ textContent }) => textContent)

describe('a table of columns that are data', () => {
  it('shows the text of each column, heads and links its rows, and takes any other look from a slot', () => {
    const root = shown({}, { 'cell-action': ({ row }) => h('button', `管理 ${row.code}`) })
    expect(words(root, 'thead th')).toEqual(['学校', '毕业生', '操作'])
    expect(words(root, 'tbody td')).toEqual(['200', '管理 90001', '60', '管理 90002'])
    expect([...root.querySelectorAll('tbody th[scope=row] a')].map((link) => link.getAttribute('href'))).toEqual(['90001', '90002'])
    expect(root.querySelectorAll('.pinned')).toHaveLength(3)
  })

  it('is a region that the keyboard scrolls, by the name of the table', () => {
    const region = shown().querySelector('[role=region]')!
    expect([region.getAttribute('aria-label'), region.getAttribute('tabindex')]).toEqual(['院校，可左右滚动', '0'])
    expect(region.querySelector('table')!.getAttribute('aria-label')).toBe('院校')
  })

  it('ends with a sum only where a column has one', () => {
    expect(words(shown(), 'tfoot td')).toEqual([])
    const [name, graduates, action] = COLUMNS as [DataColumn<School>, DataColumn<School>, DataColumn<School>]
    expect(words(shown({ columns: [name, { ...graduates, foot: '260' }, action] }), 'tfoot td')).toEqual(['', '260', ''])
  })

  it('unfolds what belongs to a row below it', () => {
    const root = shown({ unfolded: ({ code }: School) => code === '90001' }, { under: ({ row }) => `${row.name}的记录` })
    expect(words(root, 'tbody tr')).toEqual(['江东示例大学200', '江东示例大学的记录', '东示范大学60'])
  })

  it('gives way to cards on a phone, where there are some', () => {
    wide.value = false
    const root = shown({}, { cards: () => '两所院校' })
    expect([root.textContent, root.querySelector('table')]).toEqual(['两所院校', null])
    expect(shown().querySelector('table')).not.toBeNull()
  })
})
