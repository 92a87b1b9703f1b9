import type { Component } from 'vue'
import type { Holds } from '@/api/wire'
import AnswerAmount from './AnswerAmount.vue'
import AnswerChoice from './AnswerChoice.vue'
import AnswerCode from './AnswerCode.vue'
import AnswerCount from './AnswerCount.vue'
import AnswerDate from './AnswerDate.vue'
import AnswerLine from './AnswerLine.vue'
import AnswerLines from './AnswerLines.vue'
import AnswerRegion from './AnswerRegion.vue'

/** The control that answers a question of each kind. */
export const ANSWERS: Record<Holds['kind'], Component> = {
  text: AnswerLine,
  name: AnswerLine,
  lines: AnswerLines,
  code: AnswerCode,
  choice: AnswerChoice,
  region: AnswerRegion,
  money: AnswerAmount,
  percent: AnswerAmount,
  count: AnswerCount,
  date: AnswerDate,
  phone: AnswerLine,
  postcode: AnswerLine,
  email: AnswerLine,
  credit_code: AnswerLine,
  flag: AnswerChoice,
}
