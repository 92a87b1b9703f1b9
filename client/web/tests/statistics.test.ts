import { expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Figure, FigureRow, FigureTable } from '@/api/wire'
import { BARS_MAX, type ChartLook, drawn, heightOf, optionOf, told } from '@/pages/statistics/chartOption'
import { grouped } from '@/pages/statistics/figureGroups'
import { useWhenSeen } from '@/composables/useWhenSeen'
import { percent } from '@/words/amounts'

const LOOK: ChartLook = { ink: '#000', quiet: '#666', line: '#ddd', surface: '#fff', parts: ['#1', '#2', '#3'], wide: true }

const figure = (code: string, part: boolean): Figure => ({ code, label: code, definition: '', count: 1, rate: 5000, rate_label: null, part })
const row = (label: string, counts: number[]): FigureRow => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return { code: label, label, total, share: 5000, counts, placed: 3333 }
}
const table = (rows: FigureRow[]): FigureTable => ({
  code: 'department',
  label: '院系',
  definition: '',
  columns: [
    { code: 'GROUP_CONTRACT', label: '协议和合同就业' },
    { code: 'unregistered', label: '没有登记去向' },
  ],
  rows,
  sum: row('合计', [3, 6]),
  with_placed: true,
})

test('STA-01: a rate is said with two decimals, and there is none of nobody', () => {
  expect([9742, 5, 10_000, null].map(percent)).toEqual(['97.42%', '0.05%', '100.00%', '—'])
})

test('STA-01: parts stand below the figure that they are of', () => {
  const groups = grouped([figure('total', false), figure('placed', true), figure('employed', false), figure('contract', true)])
  expect(groups.map(({ head, parts }) => [head.code, ...parts.map(({ code }) => code)])).toEqual([
    ['total', 'placed'],
    ['employed', 'contract'],
  ])
})

test('STA-01: a chart draws what the table says, and its tooltip is no HTML', () => {
  const shown = table([row('计算机学院', [2, 3]), row('<b>外语</b>', [1, 3])])
  const option = optionOf(shown, LOOK)
  const series = [option.series].flat() as { name: string; data: number[]; itemStyle: { color: string } }[]
  expect(series.map(({ name, data }) => [name, data])).toEqual([
    ['协议和合同就业', [2, 1]],
    ['没有登记去向', [3, 3]],
  ])
  expect(series.map(({ itemStyle }) => itemStyle.color)).toEqual(['#1', '#3'])
  expect(option.tooltip).toMatchObject({ renderMode: 'richText' })
  expect(told(shown, shown.rows[0]!)).toBe('计算机学院\n人数 5，占 50.00%\n协议和合同就业 2\n没有登记去向 3\n毕业去向落实率 33.33%')
})

test('STA-01: of very many rows the largest are drawn, and the chart is no higher than these', () => {
  const rows = Array.from({ length: 60 }, (_, at) => row(`第 ${at} 学院`, [at, 0]))
  const bars = drawn(table(rows))
  expect([bars.length, bars[0]?.label, bars.at(-1)?.label]).toEqual([BARS_MAX, '第 59 学院', '第 40 学院'])
  expect(heightOf(table(rows), true)).toBeLessThan(700)
  expect(drawn(table(rows.slice(0, 3)))[0]?.label).toBe('第 0 学院')
})

test('STA-01: a page that nobody looks at counts nothing, and once when it is looked at again', () => {
  const [scope, counted] = [effectScope(), vi.fn()]
  const look = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  const ask = scope.run(() => useWhenSeen(counted))!
  ask()
  ask()
  expect(counted).not.toHaveBeenCalled()
  look.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(counted).toHaveBeenCalledOnce()
  ask()
  expect(counted).toHaveBeenCalledTimes(2)
  scope.stop()
  look.mockRestore()
})
