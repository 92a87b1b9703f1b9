import { CLOSE } from './closeCodes'

const FIRST_MS = 500
const LONGEST_MS = 30_000
/** A page that somebody looks at is not left alone for longer. */
const LONGEST_SEEN_MS = 4_000
/** After a restart everybody comes back at once: spread over this time, whatever the attempt. */
const RESTART_SPREAD_MS = 5_000
/** Other pages of the account have to be closed first: the reader asks sooner, the page by itself does not. */
const TOO_MANY_MS = 60_000

/** Doubling with jitter, so that ten thousand pages do not knock in the same millisecond. */
export function delayMs(attempt: number, closeCode: number, random: () => number, seen: boolean): number {
  if (closeCode === CLOSE.restarting && attempt === 0) return random() * RESTART_SPREAD_MS
  const ceiling = closeCode === CLOSE.tooMany ? TOO_MANY_MS : Math.min(FIRST_MS * 2 ** attempt, seen ? LONGEST_SEEN_MS : LONGEST_MS)
  return ceiling / 2 + (random() * ceiling) / 2
}
