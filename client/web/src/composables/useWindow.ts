import { ref, shallowRef, triggerRef } from 'vue'
import { inWords } from '@/api/refusal'
import { useReturn } from './useReturn'

/** One part of a list, as it is answered. */
export interface Part<T> {
  rows: T[]
  total: number
}

/** Rows read at once. */
export const BLOCK = 100
/** Blocks read at a time: whoever scrolls fast leaves most places again before they could be answered. */
const AT_ONCE = 2

/**
 * A list of which only what is looked at is read: any place of it, in blocks, kept once read. What is read is replaced by `load`
 * as a whole, and stays on screen until the new answer is there. `arrived` is told of every answer.
 */
export function useWindow<T, P extends Part<T>>(read: (offset: number, limit: number, signal: AbortSignal) => Promise<P>, arrived: () => void = () => {}) {
  const blocks = shallowRef(new Map<number, T[]>())
  /** The newest answer, for what stands beside the rows. */
  const answer = shallowRef<P | null>(null)
  const total = ref(0)
  const loading = ref(true)
  /** The list is not any more as it was read; the reader decides when to look. */
  const outdated = ref(false)
  /** Something was heard since the newest reading from the start began: its answer may be older. */
  let heard = false
  const failure = ref<{ title: string; detail: string } | null>(null)
  /** The newest reading from the start failed: the rows on screen may be another list's, and no block of this one fits to them. */
  let behind = false

  const lineBack = useReturn(() => void load())
  let wanted: [number, number] = [0, 0]
  let under = new AbortController()
  const underWay = new Set<number>()

  const at = (index: number): T | undefined => blocks.value.get(Math.floor(index / BLOCK))?.[index % BLOCK]

  /** From the start of what is looked at; what was read before counts no more. */
  async function load(): Promise<void> {
    under.abort()
    under = new AbortController()
    underWay.clear()
    heard = false
    loading.value = true
    await fetchBlock(wanted[0], true)
  }

  /** Another list: from its first row. */
  function restart(): Promise<void> {
    wanted = [0, 0]
    return load()
  }

  /** These rows are looked at, `to` included. */
  function look(from: number, to: number): void {
    wanted = [Math.floor(from / BLOCK), Math.floor(Math.max(from, to) / BLOCK)]
    if (loading.value) return
    if (behind && wanted.some(isMissing)) void load()
    else fetchMissing()
  }

  const isMissing = (block: number) => block * BLOCK < total.value && !blocks.value.has(block) && !underWay.has(block)

  function fetchMissing(): void {
    for (let block = wanted[0]; block <= wanted[1] && underWay.size < AT_ONCE; block += 1) {
      if (isMissing(block)) void fetchBlock(block, false)
    }
  }

  async function fetchBlock(block: number, anew: boolean): Promise<void> {
    const mine = under
    underWay.add(block)
    try {
      const part = await read(block * BLOCK, BLOCK, mine.signal)
      if (mine.signal.aborted) return
      take(block, part, anew)
    } catch (error) {
      if (mine.signal.aborted) return
      failure.value = inWords(error)
      behind ||= anew
      lineBack(error)
    } finally {
      if (mine === under) settle(block)
    }
  }

  function take(block: number, part: P, anew: boolean): void {
    if (anew) {
      blocks.value = new Map()
      behind = false
    }
    // Rows have moved between two readings: what was read before may be shown twice or be missing.
    outdated.value = anew ? heard : outdated.value || part.total !== total.value
    blocks.value.set(block, part.rows)
    triggerRef(blocks)
    answer.value = part
    total.value = part.total
    failure.value = null
    arrived()
  }

  function settle(block: number): void {
    underWay.delete(block)
    loading.value = false
    // The list may have become shorter than the place that was looked at.
    if (block > 0 && !at(block * BLOCK) && !failure.value) void restart()
    else if (!failure.value) fetchMissing()
  }

  /** Replaces rows that were read by newer ones; a block without any is given back as it is. */
  function change(renew: (rows: T[]) => T[]): void {
    for (const [block, rows] of blocks.value) blocks.value.set(block, renew(rows))
    triggerRef(blocks)
  }

  /** Some row is not any more as it was read, or may not be. */
  function outdate(): void {
    heard = true
    outdated.value = true
  }

  const reading = () => underWay.size > 0

  return { blocks, answer, total, loading, outdated, failure, at, load, restart, look, change, outdate, reading }
}
