import type { Batch } from '@/api/wire'
import { count } from '@/words/amounts'

const VERDICTS: Record<string, string> = { approve: '批量审核通过', return: '批量退回修改', reject: '批量审核不通过' }
const STANDS: Record<string, string> = { chosen: '尚未开始', under_way: '正在办理', stopped: '已停止', over: '已办完' }
const FATES: Record<string, string> = { will_do: '待办理', done: '已办理', changed: '已有变化', blocked: '不能办理' }

/** Said before a batch begins or goes on (EXT-07, EXT-09). */
export const AT_ONCE = '批量办理的决定立即生效并通知对方，不能像逐条办理那样在 10 秒内撤回。请核对下面的条目后再开始。'

export const verdictWords = (verdict: string) => VERDICTS[verdict] ?? '批量办理'
export const verdictOf = (batch: Batch) => verdictWords(batch.verdict)
export const standOf = (batch: Batch) => STANDS[batch.stand] ?? batch.stand
/** Before it begins, what will be decided can be. */
export const fateOf = (fate: string, chosen: boolean) => (chosen && fate === 'will_do' ? '可以办理' : (FATES[fate] ?? fate))

/** The batch in a sentence. */
export function outcomeOf(batch: Batch): string {
  const kept = batch.not ? `，另有 ${count(batch.not)} 条不能办理` : ''
  if (batch.stand === 'chosen') return batch.will_do ? `可以办理 ${count(batch.will_do)} 条${kept}` : `选中的 ${count(batch.items)} 条都不能办理`
  if (batch.stand === 'over') return `已办理 ${count(batch.done)} 条${batch.not ? `，另有 ${count(batch.not)} 条没有办理` : ''}`
  return `${standOf(batch)}：已办理 ${count(batch.done)} 条，还有 ${count(batch.will_do)} 条`
}

/** How long the rest takes, by the pace so far. */
export function remainingWords(seconds: number): string {
  if (seconds < 60) return `约剩 ${Math.max(1, Math.ceil(seconds))} 秒`
  return `约剩 ${Math.ceil(seconds / 60)} 分钟`
}

/** A reviewer who has colleagues' queues is told under which names it is decided, and when that ends (EXT-19). */
export const inWhosePlace = (names: string) => `代${names}审核：每条的审核记录会同时记下两人的姓名；代审结束时还没有办理的条目不再办理。`
