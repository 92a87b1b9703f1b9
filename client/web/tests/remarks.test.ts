// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, type App, type Component } from 'vue'
import type { UploadRemark } from '@/api/wire'
import BulkPreviewed from '@/pages/employer/BulkPreviewed.vue'
import BulkResult from '@/pages/employer/BulkResult.vue'

let app: App | undefined
afterEach(() => app?.unmount())

const notices: UploadRemark[] = [
  { row: 3, column: '', message: '与第 2 行是同一名毕业生' },
  { row: 4, column: '月薪', message: '按元填写' },
  { row: 0, column: '', message: '只读第一张工作表' },
  { row: 0, column: '备注', message: '没有这一列' },
]

function remarksOf(component: Component, props: object): string[] {
  const root = document.createElement('div')
  app = createApp({ render: () => h(component, props as Record<string, unknown>) })
  app.component('RouterLink', { render: () => null })
  app.mount(root)
  return [...root.querySelectorAll('table[aria-label="请留意"] tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent).join('|'))
}
const SAID = ['第 3 行|整行|与第 2 行是同一名毕业生', '第 4 行|月薪|按元填写', '整个文件|—|只读第一张工作表', '整个文件|备注|没有这一列']

describe('SIG-09 remarks on a file of invitations', () => {
  it('say of which row they are, and of which column if of one, before it is sent', () =>
    expect(remarksOf(BulkPreviewed, { preview: { rows: 0, sendable: 0, notices, results: [] } })).toEqual(SAID))

  it('and after', () =>
    expect(remarksOf(BulkResult, { job: { job: 'j1', rows: 0, done: 0, invited: 0, refused: 0, finished: true, notices, results: [] } })).toEqual(SAID))
})
