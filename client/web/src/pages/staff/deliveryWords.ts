import type { ChannelState, DeliveryRow, Tone } from '@/api/wire'
import { moment } from '@/words/dates'

/** Codes of the wire with the words of this page. */
export const CHANNELS = { wechat: '微信公众号', sms: '短信' }
export const STATES = { waiting: '待发', sending: '发送中', sent: '成功', failed: '失败', given_up: '放弃', recorded_only: '仅记录' }
export const OCCASIONS = {
  invited: '签约邀请',
  reviewed: '审核结果',
  signing_changed: '签约信息被修改',
  destination_changed: '毕业去向信息被修改',
  transfer_reviewed: '档案、户口审核结果',
  archive_changed: '档案信息被修改',
  household_changed: '户口信息被修改',
  rescission_asked: '申请解约',
  rescinded: '已解约',
  left_roster: '移出毕业生名单',
  back_on_roster: '恢复到毕业生名单',
  invitation_ends_soon: '应约即将截止',
  employer_warned: '邀请单位被预警',
}

const TONES: Record<string, Tone> = { waiting: 'waiting', sending: 'waiting', sent: 'effective', failed: 'rejected' }

export const toneOf = (row: DeliveryRow): Tone => TONES[row.state] ?? 'ended'

/** The line below a state: the reason, the provider's code, and the time of the next attempt. */
export function whyOf(row: DeliveryRow): string {
  // Our own codes say no more than the words; the provider's are what its support asks for.
  const code = row.why && /[\dA-Z]/.test(row.provider_code ?? '') ? `（${row.provider_code}）` : ''
  const next = row.next_at_ms ? `，${moment(row.next_at_ms)} 再发` : ''
  return `${row.why}${code}${next}`
}

/** Whether anything can go by the row's channel: without a provider it would be recorded once more. */
export const goes = (row: DeliveryRow, channels: ChannelState[]) => channels.some(({ channel, configured }) => configured && channel === row.channel)

/** The words about a channel that does not work; empty for one that does. */
export function alarmOf(channel: ChannelState): string {
  if (!channel.configured) return ''
  if (channel.alarm) {
    const until = channel.until_ms ? `将于 ${moment(channel.until_ms)} 自动恢复` : '须由平台运维人员处理后恢复'
    return `${channel.label}已停止发送：${channel.alarm}，${until}。站内消息不受影响。`
  }
  return channel.templates.length ? `${channel.label}的模板有误，以下消息暂不发送：${channel.templates.join('、')}。` : ''
}
