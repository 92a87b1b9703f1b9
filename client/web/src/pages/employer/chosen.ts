import type { CaseRow } from '@/api/wire'
import { count } from '@/words/amounts'
import { spoken } from '@/words/dates'
import { STATE } from '@/words/states'

/** The rows among the chosen ones that an action is carried out on, and the words that say so before; without any, why there are none. */
export interface Meant {
  rows: CaseRow[]
  words: string
}

const isUnanswered = (row: CaseRow) => row.state === STATE.invited && !row.about
const NONE = '选中的邀请都已答复或结束，无需办理。'
const others = (number: number) => (number ? `另有 ${count(number)} 条已答复或结束，不在其中。` : '')

/** Only those that can be reminded now: whoever heard of it within a day is told of with the time from which it can be again. */
export function toRemind(chosen: CaseRow[]): Meant {
  const unanswered = chosen.filter(isUnanswered)
  const rows = unanswered.filter(({ remind_from_ms }) => !remind_from_ms)
  const resting = unanswered.flatMap(({ remind_from_ms }) => remind_from_ms ?? [])
  if (!unanswered.length) return { rows, words: NONE }
  const from = resting.length ? `最早 ${spoken(Math.min(...resting))} 起可以再次提醒` : ''
  if (!rows.length) return { rows, words: `现在没有可以提醒的毕业生：选中的 ${count(resting.length)} 名一天之内已收到邀请或提醒，${from}。` }
  const rest = resting.length ? `另有 ${count(resting.length)} 名一天之内已收到邀请或提醒，现在不提醒，${from}。` : ''
  return { rows, words: `将提醒 ${count(rows.length)} 名尚未答复的毕业生。${rest}${others(chosen.length - unanswered.length)}` }
}

export function toWithdraw(chosen: CaseRow[]): Meant {
  const rows = chosen.filter(isUnanswered)
  if (!rows.length) return { rows, words: NONE }
  const words = `撤回后，这 ${count(rows.length)} 名毕业生不能再应约；如需修改条款，撤回后重新发起即可。`
  return { rows, words: `${words}${others(chosen.length - rows.length)}` }
}
