import { computed, ref } from 'vue'
import type { TableColumn } from '@/words/columns'
import { useOwnMemory } from './useOwnMemory'

const LEAST_PX = 48
const MOST_PX = 800
const NUDGE_PX = 16

const widths = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((width) => typeof width === 'number')

const bounded = (width: number) => Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, width)))

/** Where the widths of a list are remembered. */
export const useKeptWidths = (name: string) => useOwnMemory<Record<string, number>>(`${name}.widths`, {}, widths)

/**
 * How wide the reader wants each column: dragged, or by the arrow keys, and remembered on this device. `shared`: the widths of a link
 * that somebody sent; they are looked at, and become the reader's own with the first change.
 */
export function useColumnWidths(name: string, columns: () => TableColumn[], shared: Record<string, number> = {}) {
  const kept = useKeptWidths(name)
  const lent = ref(shared)

  const widthOf = (column: TableColumn) => (column.fixed ? column.width : (lent.value[column.key] ?? kept.value[column.key] ?? column.width))
  const sum = computed(() => columns().reduce((total, column) => total + widthOf(column), 0))

  /** How far from the right edge a pinned column stays: behind it are the pinned ones that follow. */
  function pinnedAt(column: TableColumn): number {
    const later = columns().slice(columns().indexOf(column) + 1)
    return later.reduce((total, one) => total + (one.pinned ? widthOf(one) : 0), 0)
  }

  function own(change: Record<string, number>): void {
    kept.value = { ...kept.value, ...lent.value, ...change }
    lent.value = {}
  }

  function set(key: string, width: number): void {
    own({ [key]: bounded(width) })
  }

  function nudge(key: string, steps: number): void {
    const column = columns().find((one) => one.key === key)
    if (column) set(key, widthOf(column) + steps * NUDGE_PX)
  }

  /** All columns keep the width they have on screen, so that only the dragged one moves. */
  function freeze(head: HTMLElement): void {
    const cells = [...head.querySelectorAll<HTMLElement>('[data-column]')]
    const shown = cells.map((cell) => [cell.dataset['column']!, bounded(cell.offsetWidth)] as const)
    own(Object.fromEntries(shown))
  }

  function drag(event: PointerEvent, key: string): void {
    const edge = event.currentTarget as HTMLElement
    const cell = edge.closest('th')!
    freeze(cell.parentElement!)
    const start = event.clientX - cell.offsetWidth
    const move = (now: PointerEvent) => set(key, now.clientX - start)
    edge.setPointerCapture(event.pointerId)
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
  }

  return { widthOf, pinnedAt, sum, drag, nudge }
}
