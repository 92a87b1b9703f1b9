import { afterEach, describe, expect, it } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import type { CaseRow } from '@/api/wire'
import CaseCards from '@/components/CaseCards.vue'
import { freshRows } from '@/composables/listRows'

const Link = defineComponent({
  setup:
    (_, { slots }) =>
    () =>
      h('a', slots['default']?.()),
})

afterEach(() => document.body.replaceChildren())

function words(more: Partial<CaseRow>): string {
  const row = { case: 'a', version: 1, graduate_name: '张三', subject: '示例理工大学', detail: '升学', tone: 'waiting', since_ms: 0, ...more } as CaseRow
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(CaseCards, { rows: freshRows([row]), reader: 'graduate', page: () => '/' }) })
  app.component('RouterLink', Link)
  app.mount(root)
  return root.textContent
}

describe('DES-01 a card of a case', () => {
  it('says the pay where pay is part of it', () => expect(words({ salary_monthly: 8500 })).toContain('8,500 元/月'))
  it('is silent of pay where none is part of it', () => expect(words({ salary_monthly: 0 })).not.toContain('元'))
})
