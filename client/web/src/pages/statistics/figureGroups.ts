import type { Figure } from '@/api/wire'

/** A figure with the figures that are parts of it. */
export interface FigureGroup {
  head: Figure
  parts: Figure[]
}

/** Parts follow the figure that they are of. */
export function grouped(figures: readonly Figure[]): FigureGroup[] {
  const groups: FigureGroup[] = []
  for (const figure of figures) {
    const last = groups.at(-1)
    if (figure.part && last) last.parts.push(figure)
    else groups.push({ head: figure, parts: [] })
  }
  return groups
}
