const grouped = new Intl.NumberFormat('zh-CN')

export const count = (value: number) => grouped.format(value)
export const yuan = (value: number) => `${grouped.format(value)} 元`

/** So many months or half years, as the server says it: three half years are 「1 年半」. */
export function counted(count: number, unit: string): string {
  if (count === 0) return '无'
  if (unit === 'months') return `${count} 个月`
  const years = Math.floor(count / 2)
  if (count % 2 === 0) return `${years} 年`
  return years === 0 ? '半年' : `${years} 年半`
}
