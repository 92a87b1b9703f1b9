const grouped = new Intl.NumberFormat('zh-CN')

export const count = (value: number) => grouped.format(value)
export const yuan = (value: number) => `${grouped.format(value)} 元`

/** Half years in words: 3 is 「1 年半」. */
export function halfYears(value: number): string {
  if (value === 0) return '不约定'
  const years = Math.floor(value / 2)
  if (value % 2 === 0) return `${years} 年`
  return years === 0 ? '半年' : `${years} 年半`
}

export const months = (value: number) => (value === 0 ? '无试用期' : `${value} 个月`)
