// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, type App, type Component } from 'vue'
import type { CaseDetail, CaseRow, Verification } from '@/api/wire'
import CasePapers from '@/components/CasePapers.vue'
import VerifiedFacts from '@/pages/verify/VerifiedFacts.vue'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

function shown(component: Component, props: object): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(component, props) })
  app.mount(place)
  return place
}

describe('SIG-05, RES-01, EXT-22 the documents of a case', () => {
  const files = (row: Partial<CaseRow>, agreement_number?: string) => {
    const detail = { row: { case: 'c1', kind: 'online_signing', ...row }, agreement_number } as unknown as CaseDetail
    return [...shown(CasePapers, { detail }).querySelectorAll('a')].map((link) => link.getAttribute('href')!.split('/').pop())
  }

  it.each([
    ['a case under way: its receipt', { state: 'in_review_school' }, undefined, ['receipt.pdf']],
    ['an agreement with its number', { state: 'effective' }, '1000127000000421', ['agreement.pdf', 'receipt.pdf']],
    ['an end that took effect', { kind: 'offline_rescission', state: 'effective' }, undefined, ['rescission.pdf', 'receipt.pdf']],
    ['an end that is only asked for', { kind: 'online_rescission', state: 'asked_employer' }, undefined, ['receipt.pdf']],
  ])('%s', (_, row, number, expected) => expect(files(row, number)).toEqual(expected))
})

describe('EXT-04 the answer about an agreement', () => {
  const found = {
    ...{ number: '1000127000000421', graduate: '李*', employer: '示范**公司', school_name: '示例大学', cohort: 2027 },
    ...{ agreement_kind: 'two_party', state_label: '签约成功', since_ms: 0, until_ms: 0, history: 'ab12', holds: true, names_shown: false },
  } as unknown as Verification
  const said = (change: Partial<Verification>, named = false) => shown(VerifiedFacts, { found: { ...found, ...change }, named }).textContent

  it('says whether it holds now', () => {
    expect(said({})).toContain('真实，现在有效')
    expect(said({ holds: false, state_label: '已解约' })).toContain('真实，但现在无效')
  })

  it('tells who has an old print, and who gave another name', () => {
    expect(said({ print: 'older' })).toContain('请向毕业生索取最新的协议书')
    expect(said({ print: 'unknown' })).toContain('不是平台签发的')
    expect(said({ print: 'latest' })).not.toContain('您手中')
    expect(said({}, true)).toContain('填写的姓名与协议不一致')
    expect(said({ names_shown: true, graduate: '李晓明' }, true)).not.toContain('不一致')
  })
})
