import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BulkJob, BulkPreview } from '@/api/wire'
import { useBulk } from '@/pages/employer/useBulk'

const job = (finished: boolean): BulkJob => ({ job: 'j1', rows: 1, done: Number(finished), invited: 0, refused: 0, finished, notices: [], results: [] })
const tried: BulkPreview = { rows: 1, sendable: 1, notices: [], results: [] }
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const file = new File(['x'], '邀约.xlsx')

afterEach(() => vi.unstubAllGlobals())

/** What was sent, by path and key. */
function server(...answers: (Response | Error)[]) {
  const sent: { path: string; key: string | null }[] = []
  const fetch = vi.fn(async (path: string, init: RequestInit) => {
    sent.push({ path, key: new Headers(init.headers).get('Idempotency-Key') })
    const next = answers.shift()!
    if (next instanceof Error) throw next
    return next
  })
  vi.stubGlobal('fetch', fetch)
  return sent
}

describe('SIG-09 a file of invitations', () => {
  it('is followed until every row has its result, and names its upload', async () => {
    const sent = server(answer(tried), answer(job(true), 202))
    const began = vi.fn()
    const bulk = useBulk(began)
    await bulk.choose(file)
    expect(sent.map(({ path }) => path)).toEqual(['/api/v1/invitations/bulk/preview'])
    expect([bulk.preview.value?.sendable, began.mock.calls.length]).toEqual([1, 0])
    await bulk.confirm()
    expect(sent.at(-1)!.path).toBe('/api/v1/invitations/bulk')
    expect(bulk.preview.value).toBeNull()
    expect(began).toHaveBeenCalledWith('j1')
    expect(bulk.finished.value?.job).toBe('j1')
  })

  it('sent again after a lost answer is the same upload; chosen anew it is another', async () => {
    const sent = server(answer(tried), new TypeError('network'), answer(job(true), 202), answer(tried), answer(job(true), 202))
    const bulk = useBulk(() => {})
    await bulk.choose(file)
    await bulk.confirm()
    expect([bulk.failure.value?.title, bulk.sent.value]).toEqual(['网络连接不稳定', true])
    await bulk.again()
    await bulk.choose(file)
    expect(bulk.sent.value).toBe(false)
    await bulk.confirm()
    const [first, again, anew] = sent.filter(({ path }) => path.endsWith('/bulk')).map(({ key }) => key)
    expect(again).toBe(first)
    expect(anew).not.toBe(first)
  })

  it('is found again by its address', async () => {
    const sent = server(answer(job(true)))
    const bulk = useBulk(() => {})
    await bulk.resume('j1')
    expect(sent[0]!.path).toBe('/api/v1/invitations/bulk/j1')
    expect(bulk.finished.value?.rows).toBe(1)
  })
})
