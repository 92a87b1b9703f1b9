import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Batch } from '@/api/wire'
import { AT_ONCE, fateOf, inWhosePlace, outcomeOf, remainingWords, verdictOf } from '@/pages/staff/batchWords'
import { useBatchPace } from '@/pages/staff/useBatchPace'

const batch = (of: Partial<Batch>): Batch => ({
  batch: 'b',
  stand: 'under_way',
  verdict: 'approve',
  reason: '',
  chosen_at_ms: 0,
  items: 100,
  will_do: 100,
  done: 0,
  not: 0,
  reasons: [],
  ...of,
})

test('EXT-07: a batch is said in a sentence, before, during and after', () => {
  expect(outcomeOf(batch({ stand: 'chosen', will_do: 97, not: 3 }))).toBe('可以办理 97 条，另有 3 条不能办理')
  expect(outcomeOf(batch({ stand: 'chosen', will_do: 0, not: 100 }))).toBe('选中的 100 条都不能办理')
  expect(outcomeOf(batch({ done: 40, will_do: 60 }))).toBe('正在办理：已办理 40 条，还有 60 条')
  expect(outcomeOf(batch({ stand: 'over', will_do: 0, done: 98, not: 2 }))).toBe('已办理 98 条，另有 2 条没有办理')
  expect([fateOf('will_do', true), fateOf('will_do', false), fateOf('changed', false)]).toEqual(['可以办理', '待办理', '已有变化'])
})

test('EXT-19: a batch in the place of colleagues says under which names, and when it ends', () => {
  expect(inWhosePlace('王老师、周老师')).toContain('代王老师、周老师审核')
  expect(inWhosePlace('王老师')).toContain('代审结束时还没有办理的条目不再办理')
})

test('EXT-07, EXT-09: a batch is named as single decisions are, and is not taken back', () => {
  const named = (verdict: string) => verdictOf(batch({ verdict }))
  expect([named('approve'), named('return'), named('reject')]).toEqual(['批量审核通过', '批量退回修改', '批量审核不通过'])
  expect(AT_ONCE).toContain('立即生效并通知对方，不能像逐条办理那样在 10 秒内撤回')
})

test('EXT-07: the pace is that of the last seconds, and the rest takes as long as that says', async () => {
  const scope = effectScope()
  const [shown, now] = [ref<Batch | null>(batch({})), { ms: 0 }]
  const { perSecond, secondsLeft } = scope.run(() => useBatchPace(shown, () => now.ms))!
  expect(secondsLeft.value).toBeNull()
  now.ms = 2_000
  shown.value = batch({ will_do: 80, done: 20 })
  await nextTick()
  expect([perSecond.value, secondsLeft.value]).toEqual([10, 8])
  shown.value = batch({ stand: 'stopped', will_do: 80, done: 20 })
  await nextTick()
  expect(perSecond.value).toBe(0)
  expect([remainingWords(7.2), remainingWords(90)]).toEqual(['约剩 8 秒', '约剩 2 分钟'])
  scope.stop()
})
