const grouped = new Intl.NumberFormat('zh-CN')

export const count = (value: number) => grouped.format(value)
/** Hundredths of a percent as the server says them: 9742 is 「97.42%」; 「—」 where there is nobody to be a part of. */
export const percent = (hundredths: number | null | undefined) => (hundredths == null ? '—' : `${(hundredths / 100).toFixed(2)}%`)
export const yuan = (value: number) => `${grouped.format(value)} 元`

/** So many months or half years, as the server says it: three half years are 「1 年半」. */
export function counted(count: number, unit: string): string {
  if (count === 0) return '无'
  if (unit === 'months') return `${count} 个月`
  const years = Math.floor(count / 2)
  if (count % 2 === 0) return `${years} 年`
  return years === 0 ? '半年' : `${years} 年半`
}
