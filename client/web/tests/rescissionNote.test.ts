// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, type App, type Component } from 'vue'
import type { CaseRow, NextThing as Next } from '@/api/wire'
import RescissionNote from '@/components/RescissionNote.vue'
import HiringLanes from '@/pages/employer/HiringLanes.vue'
import HiringProgress from '@/pages/employer/HiringProgress.vue'
import WaitingForYou from '@/pages/employer/WaitingForYou.vue'
import NextThing from '@/pages/graduate/NextThing.vue'

const Link = defineComponent({
  props: { to: { type: [String, Object], required: true } },
  setup:
    ({ to }, { slots }) =>
    () =>
      h('a', { href: JSON.stringify(to) }, slots['default']?.()),
})

let app: App | undefined
/** Nothing is read here: what is shown is given. */
beforeEach(() => void vi.stubGlobal('fetch', () => new Promise(() => {})))
afterEach(() => {
  vi.unstubAllGlobals()
  app?.unmount()
  document.body.replaceChildren()
})

function shown(component: Component, props: object): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'))
  app = createApp({ render: () => h(component, props) })
  app.component('RouterLink', Link)
  app.mount(place)
  return place
}

const LABEL = '学生发起解约，等待单位应约'
const rescission = {
  ...{ case: 'r1', about: 'a1', state: 'asked_employer', state_label: LABEL, graduate_name: '王小明', school_name: '示例大学', detail: '工程师' },
  ...{ since_ms: 0, expires_at_ms: 4_000_000_000_000, salary_monthly: 0 },
} as unknown as CaseRow
const hrefs = (place: HTMLElement) => [...place.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')

describe('RES-01, HOM-04 a rescission that is open', () => {
  it('is told on the page of its agreement, with whose move it is and the way there', () => {
    const page = { name: 'employer-case', params: { id: 'r1' } }
    const note = (yours: boolean) => shown(RescissionNote, { rescission: { case: 'r1', state_label: LABEL, next: { text: '请于明天前答复', yours } }, page })
    const place = note(true)
    expect(place.textContent).toContain(`${LABEL}。请于明天前答复`)
    expect(place.textContent).toContain('查看解约申请并答复')
    expect(hrefs(place)[0]).toContain('r1')
    expect(note(false).textContent).not.toContain('并答复')
  })

  it('is the card of its lane, with its state', () => {
    const lane = { code: 'lane_rescinding', label: '解约中（签约仍有效）', count: 1, rows: [rescission] }
    const place = shown(HiringLanes, { lanes: [lane] })
    expect(place.textContent).toContain(LABEL)
    expect(hrefs(place).some((href) => href.includes('r1'))).toBe(true)
  })

  it('is the first thing on the employer’s home, with the day by which it is to be answered', () => {
    const place = shown(WaitingForYou, { waiting: { rows: [rescission], answers: 3, stamps: 0 } })
    expect(place.textContent).toContain('3 项解约申请等待答复')
    expect(place.textContent).toMatch(/请于 \d+月\d+日 \d\d:\d\d 前答复/)
    expect(place.textContent).toContain('另有 2 项解约申请')
    expect(hrefs(place)[0]).toContain('r1')
  })
})

describe('HOM-04 how far the hiring is', () => {
  it('counts those who still hold an agreement that is to end, and says so', () => {
    const place = shown(HiringProgress, { signed: 4, rescinding: 1, inReview: 0, invited: 0, readable: true })
    expect(place.textContent).toContain('其中 1 人正在解约，签约仍有效')
  })
})

describe('HOM-04, EXT-05 a form that was begun', () => {
  it('is gone on with from the graduate’s home', () => {
    const next = { kind: 'draft', lead: '您有一份线下签约没有填完', title: '线下签约', text: '', way_in: '继续填写', more: 0, steps: [] } as unknown as Next
    const place = shown(NextThing, { next: { ...next, draft: { kind: 'offline_signing', form: 'OFFLINE_AGREEMENT' } }, warned: false })
    const way = place.querySelector('a')!
    expect(way.textContent).toContain('继续填写')
    expect(way.getAttribute('href')).toContain('OFFLINE_AGREEMENT')
  })
})
