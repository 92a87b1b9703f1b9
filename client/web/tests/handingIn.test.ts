import { describe, expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { CaseRow, Code } from '@/api/wire'
import { agreementFile } from '@/components/stamped/agreementFile'
import { pdfOfPages } from '@/components/proof/pdfOfPages'
import { agreementsOf, invitationsOf, rescissionsOf, signingsOf } from '@/pages/graduate/sorts'
import AnswerTime from '@/pages/handing-in/AnswerTime.vue'
import { rescissionOf } from '@/pages/handing-in/ways'
import { wordsOf } from '@/pages/handing-in/kindWords'
import { SORTS, belongs, optionsOf, sortOf, statesOf } from '@/pages/employer/sorts'
import { deadline } from '@/words/deadlines'

const row = (kind: string, state: string, about?: string) => ({ case: `${kind}.${state}`, kind, state, about }) as CaseRow
const rows = [
  row('online_signing', 'invited'),
  row('offline_signing', 'stamp_awaited'),
  row('backfill', 'effective'),
  row('online_rescission', 'effective', 'x'),
  row('destination', 'effective'),
].map((one) => ({ row: one, changes: 0, gone: false }))
const kindsOf = (some: typeof rows) => some.map((one) => one.row.kind)

describe('OFF-01, BAC-01, RES-01 a graduate’s cases by the pages of the menu', () => {
  it('are invitations, signings of every kind, and rescissions', () => {
    expect(kindsOf(invitationsOf(rows))).toEqual(['online_signing'])
    expect(kindsOf(signingsOf(rows))).toEqual(['offline_signing', 'backfill'])
    expect(kindsOf(rescissionsOf(rows))).toEqual(['online_rescission'])
    expect(kindsOf(agreementsOf(rows))).toEqual(['backfill'])
  })

  it('an agreement ends online or with evidence, by how it was signed', () => {
    expect(['online_signing', 'offline_signing', 'backfill'].map(rescissionOf)).toEqual(['online_rescission', 'offline_rescission', 'offline_rescission'])
    for (const kind of ['online_rescission', 'offline_rescission', 'offline_signing', 'backfill']) expect(wordsOf(kind).steps.length).toBeGreaterThan(2)
  })
})

describe('OFF-01 the agreement as a file', () => {
  it.each([
    ['offline_signing', 'in_review_school', false],
    ['offline_signing', 'stamp_awaited', true],
    ['offline_signing', 'in_second_review_school', true],
    ['offline_signing', 'effective', true],
    ['online_signing', 'in_review_school', false],
    ['online_signing', 'effective', true],
    ['backfill', 'effective', false],
    ['online_rescission', 'effective', false],
  ])('of %s that is %s: %s', (kind, state, there) => expect(!!agreementFile(row(kind, state))).toBe(there))
})

describe('EXT-16 the time left to answer', () => {
  const HOUR = 3_600_000
  it.each([
    [undefined, 50 * HOUR, '还有 2 天 2 小时可以应约'],
    [undefined, 0, '已过应约有效期'],
    ['agreement', 50 * HOUR, '答复期限还有 2 天 2 小时'],
    ['agreement', 0, '已超过答复期限'],
  ])('about %s, in %s ms', (about, left, words) => expect(deadline({ about, expires_at_ms: 1 + left }, 1)).toBe(words))
  it('is nothing without a deadline', () => expect(deadline({ about: 'x', expires_at_ms: null }, 1)).toBe(''))
})

describe('EXT-16 whoever asks for the end of an agreement', () => {
  it('is told beforehand until when the other side is to answer, and what comes then', async () => {
    const answer = { days: 10, until_ms: new Date('2027-06-29T10:00:00+08:00').getTime() }
    const page = await renderToString(createSSRApp({ render: () => h(AnswerTime, { answer, other: '用人单位', then: '逾期可以请学校办理。' }) }))
    const said = page.replace(/<[^>]+>/g, '').replace(/\s+/g, '')
    expect(said).toContain('用人单位应在10个工作日内答复')
    expect(said).toContain('逾期可以请学校办理。')
  })
})

describe('OFF-02, RES-01 an employer’s list', () => {
  const entry = (code: string, list: string, ...covers: string[]): Code => ({ code, name: code, kinds: [list], covers })
  const entries = [
    entry('accepted_in_review', 'online_signing', 'online_signing.in_review_department', 'online_signing.in_review_school'),
    entry('agreement_in_review', 'online_signing', 'offline_signing.in_review_department', 'offline_signing.in_review_school'),
    entry('offline_signing.stamp_awaited', 'online_signing', 'offline_signing.stamp_awaited'),
    entry('rescission_asked_by_graduate', 'rescission', 'online_rescission.asked_employer'),
  ]
  const codes = (sort?: string) => statesOf(entries, sortOf(sort)).map(({ code }) => code)

  it('offers the states of what was chosen, without those that a school keeps to itself', () => {
    expect(codes()).toEqual(['accepted_in_review', 'offline_signing.stamp_awaited'])
    expect(codes('offline')).toEqual(['offline_signing.stamp_awaited'])
    expect(codes('rescission')).toEqual(['rescission_asked_by_graduate'])
    expect(SORTS.map(({ name }) => name)).toEqual(['签约邀请', '线下签约', '解约'])
  })

  it('offers the states of open rescissions beside the lanes, each word once, and none that invitations cannot have', () => {
    const lanes = [entry('lane_effective', 'x'), entry('lane_rescinding', 'x')]
    const others = [
      { ...entry('online_rescission.asked_employer', 'rescission', 'online_rescission.asked_employer'), name: 'rescission_asked_by_graduate' },
      entry('waiting_school', 'rescission', 'online_rescission.in_review_school'),
      entry('online_rescission.invited', 'rescission', 'online_rescission.invited'),
      entry('online_rescission.effective', 'rescission', 'online_rescission.effective'),
    ]
    const offered = (sort?: string) => optionsOf(lanes, [...entries, ...others], sortOf(sort)).map(({ code }) => code)
    expect(offered()).toEqual(['lane_effective', 'lane_rescinding', 'rescission_asked_by_graduate', 'online_rescission.invited'])
    expect(offered('invitation')).toEqual(['lane_effective'])
    expect(offered('offline')).toEqual(['offline_signing.stamp_awaited'])
  })

  it('keeps a row as long as it is what was asked for', () => {
    const asked = row('online_rescission', 'asked_employer', 'x')
    expect(belongs(asked, sortOf('rescission'), entries[3])).toBe(true)
    expect(belongs({ ...asked, state: 'effective' }, sortOf('rescission'), entries[3])).toBe(false)
    expect(belongs(asked, sortOf('invitation'), undefined)).toBe(false)
    expect(belongs(asked, undefined, undefined)).toBe(true)
  })
})

describe('EXT-23 many photos become one document', () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])
  const whole = (pages: number) => {
    const parts = pdfOfPages(Array.from({ length: pages }, () => ({ jpeg, width: 1_500, height: 2_000 })))
    return Buffer.concat(parts).toString('latin1')
  }

  it('with a page for each, whose places are where the file says', () => {
    const text = whole(3)
    expect(text.startsWith('%PDF-1.4\n')).toBe(true)
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true)
    expect(text.match(/\/Type \/Page /g)).toHaveLength(3)
    const start = Number(/startxref\n(\d+)/.exec(text)![1])
    expect(text.slice(start, start + 4)).toBe('xref')
    const places = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map(([, place]) => Number(place))
    places.forEach((place, at) => expect(text.slice(place)).toMatch(new RegExp(`^${at + 1} 0 obj`)))
    expect(places).toHaveLength(2 + 3 * 3)
  })
})
