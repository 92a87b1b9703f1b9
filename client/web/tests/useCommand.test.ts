import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useCommand } from '@/composables/useCommand'

const fetched = vi.fn<typeof fetch>()
const keyOf = (call: number) => (fetched.mock.calls[call]![1]!.headers as Record<string, string>)['Idempotency-Key']
const intent = (reason: string) => ({ method: 'POST', path: '/cases/c1/refusal', body: { reason }, version: 1 }) as const

beforeEach(() => vi.stubGlobal('fetch', fetched))
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})

const say = (status: number, body: object, headers: Record<string, string> = {}) =>
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status, headers }))

describe('one user action', () => {
  it('keeps its key while nobody knows whether it took effect', async () => {
    const command = useCommand()
    say(503, { code: 'outcome_unknown', title: '暂时无法确认操作结果' }, { 'Retry-After': '60' })
    say(200, {})
    await command.run(intent('a'))
    await command.run(intent('a'))
    expect(keyOf(0)).toBe(keyOf(1))
  })

  it('gets a new key once it was refused', async () => {
    const command = useCommand()
    say(422, { code: 'invalid_field', title: '有误' })
    say(200, {})
    await command.run(intent('a'))
    await command.run(intent('a'))
    expect(keyOf(0)).not.toBe(keyOf(1))
  })

  it('gets a new key when it says something else', async () => {
    const command = useCommand()
    say(503, { code: 'busy' }, { 'Retry-After': '60' })
    say(200, {})
    await command.run(intent('a'))
    await command.run(intent('b'))
    expect(keyOf(0)).not.toBe(keyOf(1))
  })

  it('puts the server’s objections at their fields', async () => {
    const command = useCommand()
    say(422, { code: 'invalid_field', title: '有误', detail: '请修改', fields: [{ field: 'terms.salary_monthly', message: '过低' }] })
    expect(await command.run(intent('a'))).toBeNull()
    expect(command.fields.value).toEqual({ 'terms.salary_monthly': '过低' })
    expect(command.words.value).toEqual({ title: '有误', detail: '请修改' })
  })

  it('runs once however often it is pressed', async () => {
    const command = useCommand()
    say(200, {})
    await Promise.all([command.run(intent('a')), command.run(intent('a'))])
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('gives whoever presses again the answer of the one under way, and lets another action wait its turn', async () => {
    const command = useCommand<{ of: string }>()
    say(200, { of: 'a' })
    say(200, { of: 'b' })
    const answers = await Promise.all([command.run(intent('a')), command.run(intent('a')), command.run(intent('b'))])
    expect(answers.map((answer) => answer?.of)).toEqual(['a', 'a', 'b'])
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('says beside the button only what is not said at a field', async () => {
    const command = useCommand()
    say(422, { code: 'invalid_field', title: '有误', detail: '请修改', fields: [{ field: 'name', message: '请填写姓名' }] })
    await command.run(intent('a'))
    expect([command.note.value, command.fields.value]).toEqual([null, { name: '请填写姓名' }])
    say(409, { code: 'closed', title: '签约已关闭', detail: '请联系学校' })
    await command.run(intent('a'))
    expect(command.note.value).toEqual({ title: '签约已关闭', detail: '请联系学校' })
  })
})

describe('EXT-05 an action that is ended before it is answered', () => {
  const online = (now: boolean) => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(now)
  const lost = () => fetched.mockRejectedValueOnce(new TypeError('network'))
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const check = vi.fn()

  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    check.mockReset()
  })

  it('SIG-08: closing its dialog without a network ends it for good, and nothing was done', async () => {
    online(false)
    lost()
    const within = ref(true)
    const command = useCommand({ within, check })
    const answer = command.run(intent('a'))
    await pass(0)
    expect([command.running.value, command.retryIn.value, command.doing.value]).toEqual([true, 2, '等待再次提交'])
    within.value = false
    await nextTick()
    expect(await answer).toBeNull()
    expect([command.running.value, command.retryIn.value, command.words.value]).toEqual([false, 0, null])
    // The end is not to be taken for a yes.
    expect(command.error.value).not.toBeNull()
    online(true)
    await pass(120_000)
    expect(fetched).toHaveBeenCalledTimes(1)
    expect(check).not.toHaveBeenCalled()
  })

  it('SIG-08: once an answer was lost it says that the action may have arrived, and ended is looked up', async () => {
    online(true)
    lost()
    const command = useCommand({ check })
    void command.run(intent('a'))
    await pass(0)
    expect(command.words.value).toMatchObject({ title: '上一次提交可能已经送达，正在核对结果', waiting: true })
    expect([command.retryIn.value, command.doing.value]).toEqual([0, '正在核对结果'])
    command.cancel()
    await pass(120_000)
    expect(fetched).toHaveBeenCalledTimes(1)
    expect(check).toHaveBeenCalledTimes(1)
    // The same action once more is the same one for the server, whatever became of the first attempt.
    say(200, {})
    await command.run(intent('a'))
    expect(keyOf(1)).toBe(keyOf(0))
    command.cancel()
    expect(check).toHaveBeenCalledTimes(1)
  })

  it('one that is on its way may have arrived as well, and is broken off', async () => {
    online(true)
    fetched.mockImplementationOnce((_, init) => new Promise((_, no) => init!.signal!.addEventListener('abort', () => no(new Error('aborted')))))
    const command = useCommand({ check })
    const answer = command.run(intent('a'))
    command.cancel()
    expect(await answer).toBeNull()
    expect(check).toHaveBeenCalledTimes(1)
    expect(command.running.value).toBe(false)
  })

  it('a server that says it is busy has done nothing; one that does not know has perhaps', async () => {
    online(true)
    const [sure, unsure] = [useCommand({ check }), useCommand({ check })]
    say(503, { code: 'busy', title: '系统繁忙' }, { 'Retry-After': '5' })
    void sure.run(intent('a'))
    await pass(0)
    expect(sure.retryIn.value).toBe(5)
    sure.cancel()
    expect(check).not.toHaveBeenCalled()
    say(503, { code: 'outcome_unknown', title: '暂时无法确认操作结果' }, { 'Retry-After': '5' })
    void unsure.run(intent('a'))
    await pass(0)
    unsure.cancel()
    expect(check).toHaveBeenCalledTimes(1)
    await pass(60_000)
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('leaving the page ends it, and with it the one that waits its turn', async () => {
    online(false)
    lost()
    const scope = effectScope()
    const command = scope.run(() => useCommand())!
    const answers = [command.run(intent('a')), command.run(intent('b'))]
    await pass(0)
    scope.stop()
    expect(document.querySelector('.el-message')?.textContent).toContain('刚才的操作没有提交')
    online(true)
    await pass(120_000)
    expect(await Promise.all(answers)).toEqual([null, null])
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('given up without an answer, it is looked up when its dialog closes', async () => {
    online(true)
    fetched.mockRejectedValue(new TypeError('network'))
    const within = ref(true)
    const command = useCommand({ within, check })
    const answer = command.run(intent('a'))
    await pass(120_000)
    expect(await answer).toBeNull()
    expect(check).not.toHaveBeenCalled()
    within.value = false
    await nextTick()
    expect(check).toHaveBeenCalledTimes(1)
  })
})
