import { createApp, nextTick, watch } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { describe, expect, it, vi } from 'vitest'
import { useAddressFilters } from '@/composables/useAddressFilters'

const KEYS = ['state', 'kind', 'q'] as const

/** A page at this address, with what it was asked for since. */
async function pageAt(address: string) {
  const router: Router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/list', component: {} }] })
  await router.push(address)
  const asked = vi.fn()
  let use!: ReturnType<typeof useAddressFilters<(typeof KEYS)[number]>>
  const page = {
    setup() {
      use = useAddressFilters(KEYS, { state: 'submitted' })
      watch(use.filters, (filters) => asked({ ...filters }))
      return () => null
    },
  }
  createApp(page).use(router).mount(document.createElement('div'))

  async function settled(): Promise<void> {
    await new Promise((done) => setTimeout(done))
    await nextTick()
  }
  async function go(change: Partial<Record<(typeof KEYS)[number], string>>): Promise<void> {
    use.go(change)
    await settled()
  }
  return { ...use, go, settled, asked, router, address: () => router.currentRoute.value.fullPath }
}

describe('EXT-18 filters that stand in the address', () => {
  it('are read from it, and what it does not say is the default', async () => {
    const page = await pageAt('/list?kind=first&q=%E4%BA%91%E5%B8%86&state=')
    expect(page.filters.value).toEqual({ state: 'submitted', kind: 'first', q: '云帆' })
    expect(page.filtered.value).toBe(true)
    expect((await pageAt('/list')).filtered.value).toBe(false)
    expect((await pageAt('/list?state=all')).filtered.value).toBe(true)
  })

  it('are written to it together, without the empty ones and the default, and leave the rest of it alone', async () => {
    const page = await pageAt('/list?kind=first&cols=name')
    await page.go({ q: '云帆' })
    expect(page.router.currentRoute.value.query).toEqual({ kind: 'first', cols: 'name', q: '云帆' })
    await page.go({ kind: '', state: 'all' })
    expect(page.router.currentRoute.value.query).toEqual({ cols: 'name', q: '云帆', state: 'all' })
    await page.go({ q: '', state: 'submitted' })
    expect(page.address()).toBe('/list?cols=name')
  })

  it('follow the address back and forward', async () => {
    const page = await pageAt('/list')
    await page.router.push('/list?q=a')
    page.router.back()
    await vi.waitFor(() => expect(page.address()).toBe('/list'))
    expect(page.asked.mock.calls.map(([filters]) => filters.q)).toEqual(['a', ''])
  })

  it('are another question only when one of them is another', async () => {
    const page = await pageAt('/list?q=a')
    await page.router.replace('/list?q=a&cols=name')
    await page.go({ q: 'a' })
    expect(page.asked).not.toHaveBeenCalled()
    page.clear()
    await page.settled()
    expect([page.address(), page.asked.mock.calls.length]).toEqual(['/list', 1])
  })
})
