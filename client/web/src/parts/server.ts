import { readonly, ref } from 'vue'
import { lineChanged } from '@/live'

/** The answer at the server's address: the build that this page is of, another one, or nobody. */
export type Build = 'same' | 'other' | 'silent'

const ASK_MS = 4_000
const AGAIN_MS = 2_000
/** An answer is believed for so long: the page itself came from the server just now. */
const FRESH_MS = 2_000

let heardAt = Date.now()
let waiting: Promise<Build> | null = null
const silent = ref(false)

/** Somebody waits for a server that does not answer. */
export const serverSilent = readonly(silent)

/** Start pages name their entry script, and its name carries its hash. A proxy's or a hotel's page is no answer. */
export function buildOf(page: string, entry: string | null): Build {
  if (entry && page.includes(`src="${entry}"`)) return 'same'
  return page.includes('id="app"') ? 'other' : 'silent'
}

async function ask(): Promise<Build> {
  try {
    const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) })
    const entry = document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null
    return answer.ok ? buildOf(await answer.text(), entry) : 'silent'
  } catch {
    return 'silent'
  }
}

/** A moment, or less when the network or the reader is back. */
function moment(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      document.removeEventListener('visibilitychange', done)
      resolve()
    }
    const timer = setTimeout(done, AGAIN_MS)
    window.addEventListener('online', done)
    document.addEventListener('visibilitychange', done)
  })
}

async function askUntilAnswered(): Promise<Build> {
  for (;;) {
    const build = await ask()
    if (silent.value !== (build === 'silent')) lineChanged()
    silent.value = build === 'silent'
    if (build !== 'silent') return build
    await moment()
  }
}

/** Ends when the server answers: at once where it just did. Everybody who waits, waits for the same answer. */
export async function untilAnswered(): Promise<Build> {
  if (Date.now() - heardAt < FRESH_MS) return 'same'
  return untilAnsweredAnew()
}

/** The same for those who have a reason to doubt the last answer. */
export async function untilAnsweredAnew(): Promise<Build> {
  waiting ??= askUntilAnswered().finally(() => (waiting = null))
  const build = await waiting
  if (build === 'same') heardAt = Date.now()
  return build
}
