import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, nextTick, ref, type App, type Component } from 'vue'
import BatchBar from '@/components/BatchBar.vue'
import { useSelection } from '@/composables/useSelection'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.replaceChildren()
})

function shown() {
  const selection = useSelection(ref(450))
  const props = { selection, total: 450, seen: ['g1', 'g2', 'g3'], unit: '人' }
  app = createApp({ render: () => h(BatchBar as Component, props, { default: () => h('b', '删除') }) })
  app.mount(document.body.appendChild(document.createElement('div')))
  return selection
}
const bar = () => document.querySelector('[aria-label=批量操作]')!
const said = () => bar().querySelector('[role=status]')!.textContent
const press = (words: string) => [...bar().querySelectorAll('button')].find(({ textContent }) => textContent?.includes(words))!.click()
const escape = (target: EventTarget = document.body) => target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))

describe('INV-01 what is chosen of a list', () => {
  it('is said in words, with what can be done with it, and nothing stands there before', async () => {
    const selection = shown()
    expect([said(), bar().querySelector('b')]).toEqual(['', null])
    selection.choose(['g7'], true)
    await nextTick()
    expect([said(), bar().querySelector('b')?.textContent]).toEqual(['已选中 1 人', '删除'])
  })

  it('becomes the rows on screen, all that the filters find, or all but some', async () => {
    const selection = shown()
    selection.choose(['g7'], true)
    await nextTick()
    press('只选')
    await nextTick()
    expect([said(), selection.has('g7')]).toEqual(['已选中 3 人', false])
    press('选择当前筛选的全部')
    await nextTick()
    expect(said()).toBe('已选中当前筛选的全部 450 人')
    selection.choose(['g7', 'g8'], false)
    await nextTick()
    expect(said()).toBe('已选中当前筛选的 448 人（全部 450 人，除去 2 人）')
  })

  it('is taken back by Escape, at a box too, but not while a text is typed', () => {
    const selection = shown()
    const [box, text] = ['checkbox', 'text'].map((type) => Object.assign(document.createElement('input'), { type }))
    document.body.append(box!, text!)
    selection.chooseAll()
    escape(text)
    expect(selection.number.value).toBe(450)
    escape(box)
    expect(selection.number.value).toBe(0)
  })

  it('outlives a dialog about it that is left by the same key', () => {
    const selection = shown()
    selection.chooseAll()
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('aria-modal', 'true')
    dialog.getClientRects = () => [{}] as unknown as DOMRectList
    escape(dialog)
    expect(selection.number.value).toBe(450)
    dialog.remove()
    escape()
    expect(selection.number.value).toBe(0)
  })
})
