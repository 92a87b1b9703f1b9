import type { Code } from '@/api/wire'

export type RegionNode = {
  value: string
  label: string
  children?: RegionNode[]
}

/** The three levels of regions as a tree. Ends, and only they, can be chosen: a county, or a city without counties. */
export function regionTree(rows: Code[]): RegionNode[] {
  const nodes = new Map<string, RegionNode>(rows.map((row) => [row.code, { value: row.code, label: row.name }]))
  const roots: RegionNode[] = []
  for (const row of rows) {
    const node = nodes.get(row.code)!
    const parent = row.parent ? nodes.get(row.parent) : undefined
    if (parent) (parent.children ??= []).push(node)
    else roots.push(node)
  }
  return roots
}
