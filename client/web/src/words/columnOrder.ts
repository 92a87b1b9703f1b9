import type { TableColumn } from './columns'

/** Widths as an address carries them: `name:120,state:200`. Anything else in it is passed over. */
export function widthsIn(text: unknown): Record<string, number> {
  if (typeof text !== 'string') return {}
  const pairs = text.split(',').map((pair) => pair.split(':'))
  const said = pairs.filter((pair) => pair.length === 2 && pair[0] && /^\d{2,3}$/.test(pair[1]!))
  return Object.fromEntries(said.map(([key, width]) => [key!, Number(width)]))
}

/** The inverse of `widthsIn`. */
export const widthsOut = (widths: Record<string, number>) =>
  Object.entries(widths)
    .map(([key, width]) => `${key}:${width}`)
    .join(',')

/** A key moved by so many places within its list, as far as that goes. */
export function moved(keys: readonly string[], key: string, steps: number): string[] {
  const from = keys.indexOf(key)
  if (from < 0) return [...keys]
  const rest = keys.filter((one) => one !== key)
  const to = Math.max(0, Math.min(rest.length, from + steps))
  return [...rest.slice(0, to), key, ...rest.slice(to)]
}

/** A key put before another one, or behind it where it comes from the front. */
export function droppedOn(keys: readonly string[], key: string, target: string): string[] {
  return moved(keys, key, keys.indexOf(target) - keys.indexOf(key))
}

/** Every column, those that are shown first and in their order: how a chooser lists them. */
export function inOrder<C extends TableColumn>(all: readonly C[], shown: readonly C[]): C[] {
  return [...shown, ...all.filter((column) => !shown.includes(column))]
}
