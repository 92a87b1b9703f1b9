/** The platform's civil time, wherever the browser is. */
const ZONE = 'Asia/Shanghai'

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function fields(ms: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(ms).map((part) => [part.type, part.value]))
}

/** `YYYY-MM-DD` */
export function day(ms: number): string {
  const { year, month, day } = fields(ms)
  return `${year}-${month}-${day}`
}

/** `YYYY-MM-DD HH:mm` */
export function moment(ms: number): string {
  const { hour, minute } = fields(ms)
  return `${day(ms)} ${hour}:${minute}`
}

/** 「6月30日 18:00」, for people who read about themselves. */
export function spoken(ms: number): string {
  const { month, day, hour, minute } = fields(ms)
  return `${Number(month)}月${Number(day)}日 ${hour}:${minute}`
}

/** A civil date `YYYY-MM-DD` as 「2027年7月1日」. */
export function spokenDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return year && month && dayOfMonth ? `${year}年${month}月${dayOfMonth}日` : date
}
