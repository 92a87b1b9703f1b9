import { createApp, h, ref, type Component } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import BigList from '@/components/BigList.vue'

// A phone: cards, which need no measuring.
vi.mock('@/composables/useWide', () => ({ useWide: () => ref(false) }))

const FAILURE = { title: '网络连接不稳定', detail: '请检查网络，恢复后内容会自动出现。' }
afterEach(() => document.body.replaceChildren())

function shown(rows: string[], load = vi.fn()) {
  const list = {
    total: ref(rows.length),
    loading: ref(false),
    failure: ref(FAILURE),
    at: (index: number) => rows[index],
    look: () => {},
    load,
  }
  const props = { list, label: '名单', memory: 'test', columns: [], question: {} }
  const root = document.body.appendChild(document.createElement('div'))
  createApp({ render: () => h(BigList as Component, props, { cards: ({ rows: seen }: { rows: string[] }) => seen.join('、'), empty: () => '没有' }) }).mount(
    root,
  )
  return root
}
const button = (root: HTMLElement, words: string) => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === words)

describe('ROS-01 a long list that could not be read', () => {
  it('keeps the rows that were read, says what failed above them, and tries again when asked', () => {
    const load = vi.fn()
    const root = shown(['周航睿', '冯晓'], load)
    expect(root.textContent).toContain('周航睿、冯晓')
    expect(root.querySelector('[role=alert]')?.textContent).toContain(FAILURE.title)
    button(root, '重试')!.click()
    expect(load).toHaveBeenCalledOnce()
  })

  it('is replaced by the failure only when nothing was read', () => {
    const root = shown([])
    expect(root.textContent).not.toContain('没有')
    expect([button(root, '重试'), !!button(root, '重新加载')]).toEqual([undefined, true])
  })
})
