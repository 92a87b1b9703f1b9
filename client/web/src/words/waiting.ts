const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function twoLargest(days: number, hours: number, minutes: number): string {
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分钟` : `${hours} 小时`
  return `${minutes} 分钟`
}

/** A span in words, at most its two largest units: 「2 天 3 小时」. Milliseconds in. */
export function span(ms: number): string {
  if (ms < MINUTE) return '不到 1 分钟'
  return twoLargest(Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR), Math.floor((ms % HOUR) / MINUTE))
}

/** A span since an instant, where it stands alone. */
export const waited = (sinceMs: number, nowMs: number) => span(Math.max(0, nowMs - sinceMs))

/** Time left until an instant; empty once it has passed. */
export const left = (untilMs: number, nowMs: number) => (untilMs > nowMs ? span(untilMs - nowMs) : '')

/** A word before a span: the space is for the figure, so 「不到 1 分钟」 follows without one. */
const before = (word: string, said: string) => (/^\d/.test(said) ? `${word} ${said}` : `${word}${said}`)

/** 「已等待 3 小时」, 「已等待不到 1 分钟」. */
export const waitedFor = (sinceMs: number, nowMs: number) => before('已等待', waited(sinceMs, nowMs))

/** 「还有 2 天」, 「还有不到 1 分钟」; empty once it has passed. */
export const remaining = (untilMs: number, nowMs: number) => (untilMs > nowMs ? before('还有', left(untilMs, nowMs)) : '')

/** 「3 小时前」, 「刚刚」. */
export const ago = (sinceMs: number, nowMs: number) => (nowMs - sinceMs < MINUTE ? '刚刚' : `${waited(sinceMs, nowMs)}前`)

/** How urgent a deadline is: the last day is. */
export const urgent = (untilMs: number, nowMs: number) => untilMs - nowMs < DAY

/** How long something may wait before a list marks it. */
export const long = (sinceMs: number, nowMs: number) => nowMs - sinceMs > 3 * DAY
