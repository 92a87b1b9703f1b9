// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, nextTick, ref, type App } from 'vue'
import { ElInput } from 'element-plus'
import WholeNumber from '@/components/form/WholeNumber.vue'
import { outOfRange, parsed, type Typed } from '@/components/form/wholeNumber'

let app: App | undefined
afterEach(() => app?.unmount())

function field(start: Typed) {
  const value = ref<Typed>(start)
  const root = document.createElement('div')
  app = createApp({ render: () => h(WholeNumber, { modelValue: value.value, 'onUpdate:modelValue': (now: Typed) => (value.value = now) }) })
  app.component('ElInput', ElInput)
  app.mount(root)
  const input = root.querySelector('input')!
  return { value, input, type: (text: string) => ((input.value = text), input.dispatchEvent(new Event('input')), nextTick()) }
}

describe('SET-02, SIG-01 a number stays as it was typed', () => {
  it.each(['100', '-1', '12.5', '999999999999', '一百'])('%s', async (text) => {
    const { input, type } = field(3)
    await type(text)
    input.dispatchEvent(new Event('change'))
    input.dispatchEvent(new Event('blur'))
    await nextTick()
    expect(input.value).toBe(text)
  })

  it('is what was typed, or no number', async () => {
    const { value, type } = field(3)
    await type('100')
    expect(value.value).toBe(100)
    await type('12.5')
    expect(value.value).toBeNaN()
    await type('')
    expect(value.value).toBeNull()
  })

  it('follows a change from outside', async () => {
    const { value, input } = field(3)
    value.value = 7
    await nextTick()
    expect(input.value).toBe('7')
  })
})

describe('SET-02 out of range is said with the range', () => {
  it.each([[100], [-1], [Number.NaN], [null]])('%s', (value) => {
    expect(outOfRange('解约次数', value, 0, 99)).toBe('解约次数为 0 至 99 的整数')
  })
  it.each([[0], [99]])('%i is within', (value) => expect(outOfRange('解约次数', value, 0, 99)).toBe(''))
  it('takes full-width figures for what they are', () => expect(parsed('１０')).toBe(10))
})
