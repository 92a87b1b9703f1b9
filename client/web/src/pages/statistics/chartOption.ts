import type { BarSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { FigureRow, FigureTable } from '@/api/wire'
import { count, percent } from '@/words/amounts'

export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>

/** The look that the page has now. */
export interface ChartLook {
  ink: string
  quiet: string
  line: string
  surface: string
  /** In the order of a table's columns. */
  parts: string[]
  wide: boolean
}

/** Bars that can be told apart without scrolling; the table has all rows. */
export const BARS_MAX = 20

export const drawn = (table: FigureTable): FigureRow[] =>
  table.rows.length <= BARS_MAX ? table.rows : [...table.rows].sort((a, b) => b.total - a.total).slice(0, BARS_MAX)

/** In pixels. */
export function heightOf(table: FigureTable, wide: boolean): number {
  const legend = table.columns.length === 0 ? 0 : wide ? 32 : 84
  return drawn(table).length * (wide ? 30 : 34) + legend + 36
}

/** One bar a row; where the table has columns, each is a part of the bar. */
function seriesOf(table: FigureTable, rows: FigureRow[], look: ChartLook): BarSeriesOption[] {
  const bar = (name: string, at: number, data: number[]): BarSeriesOption => ({
    type: 'bar',
    name,
    data,
    stack: 'whole',
    barMaxWidth: 18,
    itemStyle: { color: look.parts[at % look.parts.length] ?? look.ink },
  })
  if (table.columns.length === 0)
    return [
      bar(
        '人数',
        0,
        rows.map(({ total }) => total),
      ),
    ]
  // The last part is of those who registered nothing, whatever groups there are before it.
  const colour = (at: number) => (table.columns[at]?.code === 'unregistered' ? look.parts.length - 1 : at)
  return table.columns.map(({ label }, at) =>
    bar(
      label,
      colour(at),
      rows.map(({ counts }) => counts[at] ?? 0),
    ),
  )
}

/** A row in words, as its tooltip says it. */
export function told(table: FigureTable, row: FigureRow): string {
  const parts = table.columns.flatMap(({ label }, at) => (row.counts[at] ? [`${label} ${count(row.counts[at])}`] : []))
  const placed = table.with_placed ? [`毕业去向落实率 ${percent(row.placed)}`] : []
  return [row.label, `人数 ${count(row.total)}，占 ${percent(row.share)}`, ...parts, ...placed].join('\n')
}

/** Everything is drawn in the canvas, the tooltip too: the page's content security policy allows no styles from scripts. */
export function optionOf(table: FigureTable, look: ChartLook): ChartOption {
  const rows = drawn(table)
  const text = { color: look.quiet, fontSize: 12 }
  return {
    animationDuration: 200,
    animationDurationUpdate: 200,
    grid: { left: 4, right: look.wide ? 24 : 12, top: table.columns.length === 0 ? 4 : look.wide ? 36 : 88, bottom: 4, containLabel: true },
    legend: { show: table.columns.length > 0, type: 'plain', left: 0, top: 0, itemWidth: 12, itemHeight: 12, textStyle: text },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      formatter: (at) => {
        const row = rows[(Array.isArray(at) ? at[0] : at)?.dataIndex ?? -1]
        return row ? told(table, row) : ''
      },
    },
    xAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: look.line } } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.line } },
      axisLabel: { ...text, width: look.wide ? 200 : 96, overflow: 'truncate', interval: 0 },
    },
    series: seriesOf(table, rows, look),
  }
}
