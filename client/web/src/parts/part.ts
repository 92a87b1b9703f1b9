import { readonly, ref } from 'vue'
import type { Role } from '@/api/wire'
import { untilAnswered, untilAnsweredAnew } from './server'
import { stylesThere } from './styles'

/** A part of the app that is fetched when it is first wanted, or before by those who will want it soon. */
interface Part {
  for: readonly Role[]
  ahead(): Promise<unknown>
}

const AGAIN_MS = 1_000
const LONGEST_MS = 8_000
const parts: Part[] = []
const wanted = ref(0)
let renew: () => void = () => location.reload()

export const allParts = (): readonly Part[] => parts
/** How many parts somebody waits for. */
export const partsWanted = readonly(wanted)

/** `action` is done when the server turns out to have another build, whose parts have other names. */
export function whenRenewed(action: () => void): void {
  renew = action
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** `null` when it cannot be had now. */
async function attempt<T>(load: () => Promise<T>): Promise<T | null> {
  const got = await load().catch(() => null)
  return (await stylesThere()) ? got : null
}

/**
 * Fetches until it is there; `null` when the server has another build. A server that cannot be reached is waited for before
 * anything is asked of it: some browsers remember for good that a script could not be fetched.
 */
async function insist<T>(load: () => Promise<T>): Promise<T | null> {
  let build = await untilAnswered()
  for (let ms = AGAIN_MS; build === 'same'; ms = Math.min(2 * ms, LONGEST_MS)) {
    const got = await attempt(load)
    if (got) return got
    build = await untilAnsweredAnew()
    if (build === 'same') await pause(ms)
  }
  return null
}

/** A part that somebody waits for. A page that asks for a file of another build ends here. */
async function want<T>(load: () => Promise<T>): Promise<T> {
  wanted.value += 1
  const got = await insist(load).finally(() => (wanted.value -= 1))
  if (got) return got
  renew()
  return new Promise<T>(() => undefined)
}

/**
 * A loader for the router or `defineAsyncComponent` that offline waits for the network instead of failing (EXT-05). What is named
 * for a role is fetched ahead for it.
 */
export function part<T>(load: () => Promise<T>, ...roles: Role[]): () => Promise<T> {
  let there: Promise<T> | null = null
  /** A part that is there, or on its way to a reader who waits for it, is not asked for again. */
  const ahead = async () => there ?? insist(load).then((got) => got && (there ??= Promise.resolve(got)))
  parts.push({ for: roles, ahead })
  return () => (there ??= want(load))
}
