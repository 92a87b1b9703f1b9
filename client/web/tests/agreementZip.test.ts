import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, type App, type Component } from 'vue'
import type { AgreementZip, Me } from '@/api/wire'
import ZipButton from '@/components/zip/ZipButton.vue'
import ZipProgress from '@/components/zip/ZipProgress.vue'
import { useZipProgress } from '@/components/zip/useAgreementZip'
import { useSession } from '@/stores/session'

const zip = (state: AgreementZip['state'], done = 0, left_out = 0): AgreementZip => ({
  zip: 'z1',
  agreements: 128,
  done,
  left_out,
  bytes: done * 1_048_576,
  state,
})

let app: App | undefined
/** What the server has of zips; how it answers one who asks for one. */
let newest: AgreementZip[] = []
let asked: () => Response
const fetched: string[] = []
const clicked: string[] = []

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const refusal = { status: 409, code: 'no_agreements', title: '当前查询没有可以下载的就业协议书', detail: '请换一个筛选条件。', fields: [], request_id: 'r' }

beforeEach(() => {
  setActivePinia(createPinia())
  useSession().me = { csrf: 'c1' } as Me
  newest = []
  asked = () => json(zip('asked'), 201)
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    fetched.push(`${init?.method ?? 'GET'} ${path}`)
    if (path.includes('/offer')) return json({ agreements: 128, without: 3 })
    return init?.method === 'POST' ? asked() : json({ zips: newest })
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(new URL(this.href).pathname)
  })
})

afterEach(() => {
  useZipProgress().forget()
  app?.unmount()
  fetched.length = clicked.length = 0
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  await nextTick()
}

async function shown(component: Component, props: object = {}): Promise<HTMLElement> {
  app = createApp({ render: () => h(component, props) })
  const place = document.body.appendChild(document.createElement('div'))
  app.mount(place)
  await settle()
  return place
}

const list = { setup: () => () => [h(ZipButton as Component, { query: { state: 'effective' }, total: 131 }), h(ZipProgress)] }
const button = () => shown(list)
const said = (place: HTMLElement) => place.querySelector('[role=status]')?.textContent

describe('EXT-13 all agreements of a list as one zip', () => {
  it('are counted on the button, asked for under the filters, and fetched by the browser itself', async () => {
    const place = await button()
    expect(place.textContent).toContain('下载全部协议（ZIP，128 份）')
    place.querySelector<HTMLElement>('el-button, button')!.dispatchEvent(new Event('click', { bubbles: true }))
    await settle()
    expect(fetched).toContain('POST /api/v1/agreement-zips?state=effective')
    expect(clicked).toEqual(['/api/v1/agreement-zips/z1/file'])
  })

  it('are refused in words where there are none, and nothing is fetched', async () => {
    asked = () => json(refusal, 409)
    const place = await button()
    place.querySelector<HTMLElement>('el-button, button')!.dispatchEvent(new Event('click', { bubbles: true }))
    await settle()
    expect(clicked).toEqual([])
    expect(said(place)).toBe('当前查询没有可以下载的就业协议书。请换一个筛选条件。')
  })

  it('are followed to an end that is whole, with those that are not in it', async () => {
    vi.useFakeTimers()
    newest = [zip('under_way', 12)]
    const place = await shown(ZipProgress)
    expect(said(place)).toContain('正在打包下载：12 / 128 份')
    newest = [zip('whole', 128, 2)]
    vi.advanceTimersByTime(1_000)
    await settle()
    expect(said(place)).toContain('已打包下载 126 份协议')
    expect(said(place)).toContain('2 份未能生成，原因见压缩包中的「清单.xlsx」')
    vi.advanceTimersByTime(10_000)
    expect(fetched).toHaveLength(2)
  })

  it('never look whole when they were broken off, also by a server that knows nothing of them any more', async () => {
    vi.useFakeTimers()
    newest = [zip('under_way', 12)]
    const place = await shown(ZipProgress)
    newest = []
    vi.advanceTimersByTime(1_000)
    await settle()
    expect(said(place)).toContain('下载中断：只到第 12 / 128 份，已下载的文件不完整')
  })

  it('are nobody’s news when they were over before, and stay with the session that asked', async () => {
    newest = [zip('whole', 128)]
    expect(said(await shown(ZipProgress))).toBeUndefined()
    newest = [zip('under_way', 12)]
    app!.unmount()
    const place = await shown(ZipProgress)
    expect(said(place)).toContain('12 / 128')
    useSession().me = { csrf: 'c2' } as Me
    await nextTick()
    expect(said(place)).toBeUndefined()
  })
})
