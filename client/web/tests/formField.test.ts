// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { createApp, defineComponent, h, nextTick, ref, type App } from 'vue'
import AnswerDate from '@/components/described/AnswerDate.vue'
import { provideFields } from '@/components/form/fieldContext'
import FormField from '@/components/form/FormField.vue'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.replaceChildren()
})

function mounted(root: Parameters<typeof createApp>[0]): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'))
  app = createApp(root)
  app.mount(place)
  return place
}

describe('DES-01 a field that is filled in by several acts', () => {
  function field(acts?: 'rest' | 'under way') {
    const touched: string[] = []
    const Form = defineComponent({
      setup() {
        provideFields({ errorOf: () => '', touch: (path) => void touched.push(path) })
        const inside = () => [h('button', { id: 'a' }), h('button', { id: 'b' })]
        return () => [h(FormField, { path: 'files', label: '材料', ...(acts && { acts }) }, inside), h('input', { id: 'next' })]
      },
    })
    const place = mounted(Form)
    const leave = (to: string | null) => {
      const relatedTarget = to ? place.querySelector(`#${to}`) : null
      place.querySelector('#a')!.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget }))
      return touched.splice(0).length > 0
    }
    return leave
  }

  it('is left by going on to another field, not by choosing a file or by its own buttons', () => {
    const leave = field('rest')
    expect([leave(null), leave('b'), leave('next')]).toEqual([false, false, true])
  })

  it('is not left while pages are being arranged', () => {
    expect(field('under way')('next')).toBe(false)
  })

  it('is left by every way out where it is filled in at once', () => {
    expect(field()(null)).toBe(true)
  })
})

describe('DES-01 a date', () => {
  it('that somebody is led to has the keys without its calendar over the words; a click opens it', async () => {
    const answer = ref('')
    const place = mounted({ render: () => h(AnswerDate, { modelValue: answer.value, 'onUpdate:modelValue': (next: string) => (answer.value = next) }) })
    const input = place.querySelector('input')!
    const isOpen = () => input.getAttribute('aria-expanded') === 'true' || place.querySelector('.el-date-editor')!.classList.contains('is-active')
    input.focus()
    await nextTick()
    expect(document.activeElement).toBe(input)
    expect(isOpen()).toBe(false)
    input.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    await nextTick()
    expect(isOpen()).toBe(true)
  })
})
