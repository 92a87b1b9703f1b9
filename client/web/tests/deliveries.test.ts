import { describe, expect, it } from 'vitest'
import type { DeliveryPage, DeliveryRow } from '@/api/wire'
import { alarmOf, goes, whyOf } from '@/pages/staff/deliveryWords'
import { merged, type DeliveryFilters } from '@/pages/staff/useDeliveries'

const NO_FILTER: DeliveryFilters = { channel: '', state: '', occasion: '', q: '' }

function row(number: number, state: string, changed_at_ms = number): DeliveryRow {
  return {
    number,
    state,
    changed_at_ms,
    at_ms: 0,
    occasion: 'invited',
    occasion_label: '签约邀请',
    graduate_name: '李晓明',
    exam_no: '1',
    department: '',
    channel: 'wechat',
    channel_label: '微信公众号',
    to: '',
    state_label: state,
    attempts: 1,
    why: '',
    replayable: false,
  }
}

const page = (...rows: DeliveryRow[]): DeliveryPage => ({ rows, total: rows.length, channels: [] })
const states = (page: DeliveryPage) => page.rows.map((row) => `${row.number} ${row.state}`)

describe('消息发送记录 (NOT-01)', () => {
  it('shows a changed row where it stands and a new one on top', () => {
    const after = merged(page(row(2, 'waiting'), row(1, 'sending')), [row(1, 'sent', 9), row(3, 'waiting')], NO_FILTER, true)
    expect(states(after)).toEqual(['3 waiting', '2 waiting', '1 sent'])
    expect(after.total).toBe(3)
  })

  it('takes nothing older than what it shows, and nothing new on a later page', () => {
    const after = merged(page(row(2, 'sent', 9)), [row(2, 'waiting', 8), row(3, 'waiting')], NO_FILTER, false)
    expect(states(after)).toEqual(['2 sent'])
  })

  it('adds only what was asked for', () => {
    const after = merged(page(), [row(1, 'waiting'), row(2, 'failed')], { ...NO_FILTER, state: 'failed' }, true)
    expect(states(after)).toEqual(['2 failed'])
  })

  it('offers to send again only by a channel that has a provider', () => {
    const channels = [
      { channel: 'wechat', label: '微信公众号', configured: false, templates: [] },
      { channel: 'sms', label: '短信', configured: true, templates: [] },
    ]
    expect(goes(row(1, 'recorded_only'), channels)).toBe(false)
    expect(goes({ ...row(1, 'failed'), channel: 'sms' }, channels)).toBe(true)
    expect(goes(row(1, 'failed'), [])).toBe(false)
  })

  it('says why not, and of a channel only what is wrong', () => {
    expect(whyOf({ ...row(1, 'failed'), why: '短信内容被拦截', provider_code: 'isv.X' })).toBe('短信内容被拦截（isv.X）')
    expect(whyOf({ ...row(1, 'given_up'), why: '毕业生没有绑定微信', provider_code: 'unbound' })).toBe('毕业生没有绑定微信')
    const channel = { channel: 'sms', label: '短信', configured: true, templates: [] }
    expect(alarmOf(channel)).toBe('')
    expect(alarmOf({ ...channel, alarm: '短信账号余额不足' })).toContain('短信已停止发送：短信账号余额不足，须由平台运维人员处理后恢复')
    expect(alarmOf({ ...channel, configured: false, alarm: 'x' })).toBe('')
  })
})
