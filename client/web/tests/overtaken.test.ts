// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, ref, shallowRef, type App } from 'vue'
import type { CaseDetail } from '@/api/wire'
import { useOvertaken } from '@/composables/useOvertaken'
import DeclineDialog from '@/pages/graduate/DeclineDialog.vue'
import RejectDialog from '@/pages/staff/RejectDialog.vue'

vi.mock('@/composables/useCodes', () => ({ useCodes: () => ({ rows: () => [{ code: 'other', name: '其他' }], name: () => '' }) }))

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

const detail = (version: number, actions: string[], happened = '') =>
  ({
    row: { case: 'c1', version, state_label: '签约失败', subject: '云杉科技' },
    actions: actions.map((code) => ({ code })),
    happened,
  }) as unknown as CaseDetail
const buttons = () => [...document.querySelectorAll('.el-dialog__footer button')].map((it) => it.textContent.trim())
const settle = async () => {
  await nextTick()
  await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('EXT-01 a dialog about a case that moved on behind it', () => {
  it('is idle once the version or its action is gone, but not while its own action is under way', () => {
    const [open, running, shown] = [ref(true), ref(false), shallowRef<CaseDetail | null>(detail(1, ['reject']))]
    const { overtaken, looked } = useOvertaken(open, () => shown.value, 'reject', running)
    expect(overtaken.value).toBe('')
    shown.value = detail(1, ['reject'])
    expect(overtaken.value).toBe('')
    running.value = true
    shown.value = detail(2, [], '许静（学校） 于 10:02 鉴证通过')
    expect(overtaken.value).toBe('')
    running.value = false
    expect(overtaken.value).toContain('许静（学校） 于 10:02 鉴证通过')
    expect(looked.value?.row.version).toBe(1)
    open.value = false
    expect(overtaken.value).toBe('')
  })

  it('SIG-08: the graduate’s says who decided what, with nothing left but to close it', async () => {
    const shown = shallowRef(detail(1, ['accept', 'decline']))
    app = createApp({ render: () => h(DeclineDialog, { detail: shown.value, modelValue: true }) })
    app.mount(document.body.appendChild(document.createElement('div')))
    await settle()
    expect(buttons()).toEqual(['再想想', '确认拒绝'])
    shown.value = detail(2, [], '云杉科技 于 10:02 撤回邀请')
    await settle()
    expect(buttons()).toEqual(['关闭'])
    expect(document.querySelector('.el-dialog [role="alert"]')?.textContent).toContain('云杉科技 于 10:02 撤回邀请')
    expect(document.querySelector('textarea')?.disabled).toBe(true)
  })

  it('EXT-01: the reviewer’s is locked, by a decision of a colleague and by its own that is under way', async () => {
    const props = ref({ overtaken: '', running: false, doing: '' })
    const rest = {
      modelValue: true,
      name: '陈雨桐',
      codes: ['REJ_OTHER'],
      word: '审核',
      consequence: '',
      picked: 0,
    }
    const sending = { blocked: false, retryIn: 0, words: null, fields: {} }
    app = createApp({ render: () => h(RejectDialog, { ...rest, sending: { ...sending, ...props.value } }) })
    app.mount(document.body.appendChild(document.createElement('div')))
    await settle()
    expect([buttons(), document.querySelector('textarea')?.disabled]).toEqual([['取消', '确认审核不通过'], false])
    props.value = { overtaken: '', running: true, doing: '等待再次提交' }
    await settle()
    expect([buttons(), document.querySelector('textarea')?.disabled]).toEqual([['取消', '等待再次提交'], true])
    props.value = { overtaken: '许静（学校） 于 10:02 鉴证通过', running: false, doing: '' }
    await settle()
    expect([buttons(), document.querySelector('textarea')?.disabled]).toEqual([['关闭'], true])
  })
})
