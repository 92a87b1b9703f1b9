import type { Role } from '@/api/wire'
import { allParts } from './part'

const LATEST_MS = 3_000
/** A tab of an earlier build gets nothing until it is renewed: it does not ask at every page that is opened. */
const EVERY_MS = 5 * 60_000

/** A pause in which nothing else is done; Safari has no such call and gets a short wait. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LATEST_MS })
    else setTimeout(resolve, 200)
  })
}

let fetching = false
let last: { role: Role; at: number } | null = null

/**
 * Fetches what this role will want next, one part at a time while nothing else is to be done, so that it is there before it is
 * tapped. A part may bring others: a page its dialogs. Without a network it waits for one. Where a part cannot be had, the others of
 * this build cannot either.
 */
export async function fetchAhead(role: Role): Promise<void> {
  if (fetching || (last?.role === role && Date.now() - last.at < EVERY_MS)) return
  fetching = true
  last = { role, at: Date.now() }
  const tried = new Set<unknown>()
  const next = () => allParts().find((one) => one.for.includes(role) && !tried.has(one))
  for (let one = next(); one; one = next()) {
    tried.add(one)
    await idle()
    if (!(await one.ahead())) break
  }
  fetching = false
}
