import { describe, expect, it } from 'vitest'
import type { CaseRow } from '@/api/wire'
import { toRemind, toWithdraw } from '@/pages/employer/chosen'

const row = (more: Partial<CaseRow> = {}) => ({ case: 'a', state: 'invited', ...more }) as CaseRow
/** 2027-03-01 14:20 in Shanghai. */
const FROM = Date.UTC(2027, 2, 1, 6, 20)
const resting = row({ remind_from_ms: FROM })

describe('SIG-08 the invitations that are reminded of together', () => {
  it('are those that can be now, and the others are counted with the time from which they can be', () => {
    const { rows, words } = toRemind([row(), resting, row({ remind_from_ms: FROM + 60_000 }), row({ state: 'declined' })])
    expect(rows).toEqual([row()])
    expect(words).toBe(
      '将提醒 1 名尚未答复的毕业生。另有 2 名一天之内已收到邀请或提醒，现在不提醒，最早 3月1日 14:20 起可以再次提醒。另有 1 条已答复或结束，不在其中。',
    )
  })

  it('are none where everybody heard of it within a day, which is said before anything is sent', () => {
    const { rows, words } = toRemind([resting, resting])
    expect(rows).toEqual([])
    expect(words).toBe('现在没有可以提醒的毕业生：选中的 2 名一天之内已收到邀请或提醒，最早 3月1日 14:20 起可以再次提醒。')
  })

  it('are no rescissions that wait for a graduate, and none that were answered', () => {
    expect(toRemind([row({ about: 'b' }), row({ state: 'effective' })])).toEqual({ rows: [], words: '选中的邀请都已答复或结束，无需办理。' })
  })
})

describe('SIG-06 the invitations that are withdrawn together', () => {
  it('are all that are unanswered, whenever they were reminded of', () => {
    const { rows, words } = toWithdraw([row(), resting, row({ state: 'declined' })])
    expect(rows).toEqual([row(), resting])
    expect(words).toContain('这 2 名毕业生不能再应约')
    expect(words).toContain('另有 1 条已答复或结束')
  })
})
