import { createApp, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { describe, expect, it, vi } from 'vitest'
import type { DescribedForm, FormField } from '@/api/wire'
import { LAST } from '@/components/described/screens'
import { useScreens } from '@/pages/handing-in/useScreens'

vi.mock('@/composables/useWide', () => ({ useWide: () => ref(false) }))

const block = (key: string) => ({
  key,
  label: key,
  fields: [{ key: `${key}_name`, label: key, holds: { kind: 'text', least: 1, most: 9 }, hint: '', needed: true } as FormField],
})
const FORM: DescribedForm = { form: 'F', label: '', blocks: ['study', 'archive', 'remark'].map(block), proof: { least: 1, most: 2, hint: '' } }

/** The form on a phone, at one of its screens. */
async function phoneAt(key: string) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  await router.push({ query: { form: 'F', at: key } })
  let use!: ReturnType<typeof useScreens>
  createApp({
    setup() {
      use = useScreens(ref(FORM))
      return () => null
    },
  })
    .use(router)
    .mount(document.createElement('div'))
  return { ...use, router, shown: () => use.screen.value.key }
}

describe('DES-01 the screens of a form on a phone', () => {
  it('lead from one to the next', async () => {
    const phone = await phoneAt('study')
    await phone.onward()
    expect([phone.shown(), phone.mending.value]).toEqual(['archive', false])
    await phone.back()
    expect(phone.shown()).toBe('study')
  })

  it('lead straight back from where something was to be mended to the last one', async () => {
    const phone = await phoneAt(LAST)
    await phone.toField('study_name')
    expect([phone.shown(), phone.mending.value]).toEqual(['study', true])
    await phone.onward()
    expect([phone.shown(), phone.mending.value]).toEqual([LAST, false])
    await phone.toField('files')
    expect([phone.shown(), phone.mending.value]).toEqual(['files', true])
  })

  it('are gone through as ever by somebody who leaves what was to be mended', async () => {
    const phone = await phoneAt(LAST)
    await phone.toField('archive_name')
    await phone.back()
    expect([phone.shown(), phone.mending.value]).toEqual(['study', false])
    await phone.onward()
    expect(phone.shown()).toBe('archive')
  })

  it('lead on as ever where somebody was not led from the last one', async () => {
    const phone = await phoneAt('study')
    await phone.toField('archive_name')
    await phone.onward()
    expect(phone.shown()).toBe('remark')
  })
})
