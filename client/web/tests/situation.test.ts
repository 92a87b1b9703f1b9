import { describe, expect, it } from 'vitest'
import type { CaseRow } from '@/api/wire'
import { situationOf, stepsOf } from '@/pages/graduate/situation'

const NOW = 1_000_000
const row = (id: string, state: string, rest: Partial<CaseRow> = {}) => ({ case: id, state, state_label: state, since_ms: 0, ...rest }) as CaseRow

describe('HOM-04 the one thing to do next', () => {
  it('is the invitation that ends first', () => {
    const rows = [row('a', 'invited', { expires_at_ms: NOW + 20 }), row('b', 'invited', { expires_at_ms: NOW + 10 })]
    expect(situationOf(rows, NOW)).toMatchObject({ kind: 'answer', row: { case: 'b' }, more: 1 })
  })

  it('is not an invitation that has ended', () => {
    expect(situationOf([row('a', 'invited', { expires_at_ms: NOW })], NOW).kind).toBe('nothing')
  })

  it('SIG-08 is no invitation while another signing is in process or effective', () => {
    const invitation = row('a', 'invited', { expires_at_ms: NOW + 10 })
    expect(situationOf([invitation, row('b', 'in_review_department')], NOW).kind).toBe('wait')
    expect(situationOf([invitation, row('b', 'effective')], NOW).kind).toBe('signed')
  })

  it('is nothing without cases', () => expect(situationOf([], NOW)).toEqual({ kind: 'nothing', last: null }))
})

describe('EXT-11 the line of steps', () => {
  const states = (row: CaseRow) => stepsOf(row, '鉴证', 1).map((step) => step.state)

  it('waits for the graduate first', () => expect(states(row('a', 'invited'))).toEqual(['done', 'now', 'ahead', 'ahead']))

  it('says who is at it', () => {
    const steps = stepsOf(row('a', 'in_review_school', { submitted_at_ms: 5 }), '鉴证', 1)
    expect(steps.map((step) => step.state)).toEqual(['done', 'done', 'now', 'ahead'])
    expect(steps[2]!.note).toContain('学校正在鉴证')
  })

  it('ends where it failed', () => {
    expect(states(row('a', 'rejected', { submitted_at_ms: 5 }))).toEqual(['done', 'done', 'failed', 'ahead'])
    expect(states(row('a', 'declined'))).toEqual(['done', 'failed', 'ahead', 'ahead'])
  })

  it('is done when effective', () => {
    expect(states(row('a', 'effective', { submitted_at_ms: 5 }))).toEqual(['done', 'done', 'done', 'done'])
  })
})
