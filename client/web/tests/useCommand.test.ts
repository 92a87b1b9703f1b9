import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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
