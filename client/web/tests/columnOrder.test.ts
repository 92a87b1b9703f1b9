import { describe, expect, it } from 'vitest'
import { droppedOn, inOrder, moved, widthsIn, widthsOut } from '@/words/columnOrder'
import { chosenFrom, type TableColumn } from '@/words/columns'

const column = (key: string, pinned = false): TableColumn => ({ key, label: key, width: 80, pinned })
const ALL = [column('state'), column('name'), column('waiting'), column('reviewer', true)]
const keysOf = (columns: TableColumn[]) => columns.map(({ key }) => key)

describe('EXT-18 the order of columns', () => {
  it('is that of the address or the memory, and what is pinned stays at the edge', () => {
    expect(keysOf(chosenFrom(ALL, ['reviewer', 'waiting', 'state']))).toEqual(['waiting', 'state', 'reviewer'])
    expect(keysOf(chosenFrom(ALL, ['waiting', 'waiting', 'nonsense']))).toEqual(['waiting'])
    expect(chosenFrom(ALL, ['nonsense'])).toEqual(ALL)
    expect(keysOf(inOrder(ALL, chosenFrom(ALL, ['waiting', 'name'])))).toEqual(['waiting', 'name', 'state', 'reviewer'])
  })

  it.each([
    ['name', -1, ['name', 'state', 'waiting']],
    ['name', 1, ['state', 'waiting', 'name']],
    ['state', -1, ['state', 'name', 'waiting']],
    ['waiting', 9, ['state', 'name', 'waiting']],
    ['nonsense', 1, ['state', 'name', 'waiting']],
  ])('%s moves by %i', (key, steps, expected) => {
    expect(moved(['state', 'name', 'waiting'], key, steps)).toEqual(expected)
  })

  it('follows what is dropped', () => {
    expect(droppedOn(['a', 'b', 'c', 'd'], 'a', 'c')).toEqual(['b', 'c', 'a', 'd'])
    expect(droppedOn(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a', 'd', 'b', 'c'])
  })

  it('widths go into an address and come back, and nothing else does', () => {
    const widths = { state: 166, name: 58 }
    expect(widthsIn(widthsOut(widths))).toEqual(widths)
    for (const text of [undefined, '', 'state', 'state:9999', 'state:-5', ':80', 'a:b:c', ['state:80']]) expect(widthsIn(text)).toEqual({})
  })
})
