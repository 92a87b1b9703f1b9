import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fetchFile, queryString, send, setCsrf, whenSignedOut } from '@/api/http'
import { Refusal, Unanswered, inWords } from '@/api/refusal'

const COMMAND = { method: 'POST', path: '/cases/c1/acceptance', body: {}, key: 'k1', version: 7 } as const

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers })
const busy = (after: string) => answer(503, { code: 'busy', title: '系统繁忙', detail: '请稍后重试。' }, { 'Retry-After': after })

const fetched = vi.fn<typeof fetch>()
const headersOf = (call: number) => fetched.mock.calls[call]![1]!.headers as Record<string, string>

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', fetched)
  setCsrf('token')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  fetched.mockReset()
  setCsrf('')
  whenSignedOut(() => {})
})

describe('a failure in words', () => {
  const said = (status: number) => inWords(new Refusal({ type: '', status, code: 'c', title: '出错', detail: '请重试。', request_id: 'r1' })).detail

  it.each([
    [500, '请重试。（请求编号：r1）'],
    [503, '请重试。'],
    [404, '请重试。'],
  ])('of %i: %s', (status, words) => expect(said(status)).toBe(words))
})

describe('a command', () => {
  it('carries its key, its version and the CSRF token', async () => {
    fetched.mockResolvedValueOnce(answer(200, { version: 8 }))
    await expect(send(COMMAND)).resolves.toEqual({ version: 8 })
    expect(headersOf(0)).toMatchObject({ 'Idempotency-Key': 'k1', 'If-Match': '"7"', 'X-CSRF-Token': 'token' })
  })

  it('waits as long as a busy server asks and repeats with the same key', async () => {
    fetched.mockResolvedValueOnce(busy('3')).mockResolvedValueOnce(answer(200, { version: 8 }))
    const told = vi.fn()
    const sent = send(COMMAND, { onRetry: told })
    await vi.advanceTimersByTimeAsync(3_000)
    await expect(sent).resolves.toEqual({ version: 8 })
    expect(told).toHaveBeenCalledWith(3)
    expect(headersOf(1)['Idempotency-Key']).toBe('k1')
  })

  it('does not make a person wait a minute: a long Retry-After is an answer', async () => {
    fetched.mockResolvedValueOnce(busy('60'))
    await expect(send(COMMAND)).rejects.toThrow('系统繁忙')
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('repeats after a lost connection and says so when none comes back', async () => {
    fetched.mockRejectedValue(new TypeError('network'))
    const sent = expect(send(COMMAND)).rejects.toBeInstanceOf(Unanswered)
    await vi.advanceTimersByTimeAsync(120_000)
    await sent
    expect(new Set(fetched.mock.calls.map((_, call) => headersOf(call)['Idempotency-Key']))).toEqual(new Set(['k1']))
    expect(fetched).toHaveBeenCalledTimes(5)
  })

  it('is not repeated when refused, and tells what happened meanwhile', async () => {
    const problem = { status: 409, code: 'already_decided', title: '已审核', detail: '请刷新', happened: '许静 10:02 鉴证通过' }
    fetched.mockResolvedValueOnce(answer(409, problem))
    const refusal = await send(COMMAND).catch((error: unknown) => error as Refusal)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).overtaken).toBe(true)
    expect((refusal as Refusal).problem.happened).toBe('许静 10:02 鉴证通过')
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('signs out when the session is gone', async () => {
    const out = vi.fn()
    whenSignedOut(out)
    fetched.mockResolvedValueOnce(answer(401, { code: 'unauthenticated', title: '', detail: '' }))
    await expect(send(COMMAND)).rejects.toBeInstanceOf(Refusal)
    expect(out).toHaveBeenCalledTimes(1)
  })

  it('turns an error page of a proxy into a problem', async () => {
    fetched.mockResolvedValueOnce(new Response('<html>', { status: 502 }))
    const refusal = (await send(COMMAND).catch((error: unknown) => error)) as Refusal
    expect(refusal.code).toBe('http_502')
  })
})

describe('a file made on demand', () => {
  it('is asked for once, with the CSRF token: made again it would carry other secrets', async () => {
    fetched.mockResolvedValueOnce(busy('1'))
    await expect(fetchFile('/ems/roster/activation', { graduates: ['g1'] })).rejects.toThrow('系统繁忙')
    expect(fetched).toHaveBeenCalledTimes(1)
    expect(headersOf(0)).toMatchObject({ 'X-CSRF-Token': 'token' })
    fetched.mockResolvedValueOnce(new Response('xlsx'))
    await expect((await fetchFile('/ems/roster/activation', {})).text()).resolves.toBe('xlsx')
  })
})

describe('a query', () => {
  it('leaves out what is absent or empty', () => {
    expect(queryString({ state: 'invited', q: '', department: null, limit: 50 })).toBe('?state=invited&limit=50')
    expect(queryString({})).toBe('')
  })
})
