import type { DeliveryPage, DeliveryRow, WechatBinding } from '@/api/wire'

const MINUTE = 60_000
const now = Date.now()

const row = (
  number: number,
  name: string,
  occasion: [string, string],
  channel: 'wechat' | 'sms',
  state: [string, string],
  rest: Partial<DeliveryRow> = {},
): DeliveryRow => ({
  number,
  at_ms: now - (8 - number) * MINUTE,
  occasion: occasion[0],
  occasion_label: occasion[1],
  graduate_name: name,
  exam_no: `2333010615${1000 + number}`,
  department: '计算机科学与技术学院',
  channel,
  channel_label: channel === 'sms' ? '短信' : '微信公众号',
  to: channel === 'sms' ? '138****0001' : 'o6_b****fL2M',
  state: state[0],
  state_label: state[1],
  attempts: 1,
  changed_at_ms: now - (8 - number) * MINUTE,
  why: '',
  replayable: false,
  ...rest,
})

const INVITED: [string, string] = ['invited', '签约邀请']
const CHANGED: [string, string] = ['signing_changed', '签约信息被修改']
const REVIEWED: [string, string] = ['reviewed', '审核结果']

export const DELIVERIES: DeliveryPage = {
  rows: [
    row(7, '陈雨桐', CHANGED, 'sms', ['waiting', '待发'], { why: '短信账号余额不足', provider_code: 'isv.AMOUNT_NOT_ENOUGH', next_at_ms: now + 40 * MINUTE }),
    row(6, '陈雨桐', CHANGED, 'wechat', ['sending', '发送中']),
    row(5, '古丽米热·买买提江·阿卜杜热合曼', REVIEWED, 'wechat', ['sent', '成功']),
    row(4, '王浩然', INVITED, 'wechat', ['given_up', '放弃'], { to: '', attempts: 0, why: '毕业生没有绑定微信', provider_code: 'unbound', replayable: true }),
    row(3, '王浩然', CHANGED, 'sms', ['failed', '失败'], { why: '手机号有误', provider_code: 'isv.MOBILE_NUMBER_ILLEGAL', replayable: true }),
    row(2, '李晓明', INVITED, 'wechat', ['sent', '成功']),
    row(1, '李晓明', REVIEWED, 'wechat', ['recorded_only', '仅记录'], { to: '', attempts: 0, why: '未配置发送渠道，仅站内可见', replayable: true }),
  ],
  total: 7,
  channels: [
    { channel: 'wechat', label: '微信公众号', configured: true, templates: [] },
    { channel: 'sms', label: '短信', configured: true, alarm: '短信账号余额不足', templates: [] },
  ],
}

export const WECHAT: WechatBinding = { available: true, account_name: '24365智慧就业', bound_since_ms: now - 9e8, follows: false }
