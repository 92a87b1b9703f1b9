import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { Size } from '@/components/material/material'
import { LARGEST, SMALLEST, useLook } from '@/components/material/useLook'

const look = (page: Size | null, place = { width: 400, height: 600 }) => useLook(ref(place), ref(page))

describe('ACC-10 how a page of a material is looked at', () => {
  it('is fitted to its place, standing or lying', () => {
    const page = look({ width: 800, height: 600 })
    expect(page.scale.value).toBe(0.5)
    page.turn()
    expect(page.scale.value).toBe(0.5 * (400 / 300))
    expect(page.fitted.value).toBe(true)
  })

  it('is zoomed by steps within bounds, and fitted again', () => {
    const page = look({ width: 800, height: 600 })
    page.zoomIn()
    expect([page.scale.value, page.fitted.value]).toEqual([0.625, false])
    for (let step = 0; step < 40; step += 1) page.zoomIn()
    expect(page.scale.value).toBe(LARGEST)
    for (let step = 0; step < 40; step += 1) page.zoomOut()
    expect(page.scale.value).toBe(SMALLEST)
    page.fit()
    expect(page.scale.value).toBe(0.5)
  })

  it('is upright and whole again with the next material', () => {
    const page = look({ width: 800, height: 600 })
    page.turn()
    page.zoomTo(3)
    page.anew()
    expect([page.scale.value, page.quarters.value]).toEqual([0.5, 0])
  })

  it('is not blown up for being small, and has a scale before it is there', () => {
    expect(look({ width: 20, height: 20 }).scale.value).toBe(2)
    expect(look(null).scale.value).toBe(1)
  })
})
