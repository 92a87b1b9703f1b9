// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import ResetForm from '@/pages/login/ResetForm.vue'

const fetched = vi.fn<typeof fetch>()
const done = vi.fn()
let app: App | undefined
let root: HTMLElement

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', fetched)
  root = document.createElement('div')
  app = createApp({ render: () => h(ResetForm, { entrance: 'graduate', loginLabel: '身份证号', way: '请联系学校就业部门。', onDone: done }) })
  app.mount(root)
})
afterEach(() => {
  app?.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  fetched.mockReset()
  done.mockReset()
})

const say = (status: number, body?: object) => fetched.mockResolvedValueOnce(new Response(body ? JSON.stringify(body) : null, { status }))
const asked = (call: number) => ({ method: fetched.mock.calls[call]![1]!.method, body: JSON.parse(String(fetched.mock.calls[call]![1]!.body)) as unknown })
const button = (words: RegExp) => [...root.querySelectorAll('button')].find((it) => words.test(it.textContent))!

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  await nextTick()
}

async function type(...texts: string[]): Promise<void> {
  const inputs = root.querySelectorAll('input')
  texts.forEach((text, n) => {
    inputs[n]!.value = text
    inputs[n]!.dispatchEvent(new Event('input'))
  })
  await settle()
}

async function press(words: RegExp): Promise<void> {
  const pressed = button(words)
  if (pressed.getAttribute('type') === 'submit') root.querySelector('form')!.dispatchEvent(new Event('submit'))
  else pressed.click()
  // A field says what is wrong with it after a moment.
  await settle(200)
}

describe('ACC-01: a forgotten password is replaced by a code to the phone', () => {
  it('asks for a code once a minute, and promises it to no login', async () => {
    await press(/获取验证码/)
    expect(fetched).not.toHaveBeenCalled()
    expect(root.textContent).toContain('请输入身份证号')
    await type(' 110105200501010017 ')
    say(202, { again_in_s: 60, valid_s: 600 })
    await press(/获取验证码/)
    expect(asked(0)).toEqual({ method: 'POST', body: { entrance: 'graduate', login: '110105200501010017' } })
    expect(root.textContent).toContain('该账号登记了手机号的，验证码已经发出，10 分钟内有效')
    expect(button(/60 秒后重新获取/).disabled).toBe(true)
    await settle(58_800)
    expect(button(/1 秒后重新获取/).disabled).toBe(true)
    await settle(1_000)
    expect(button(/重新获取/).disabled).toBe(false)
  })

  it('sets the new password with the code, and says of it what the server says', async () => {
    await type('110105200501010017', '123456', '浅水里的十二只青蛙与两只鹭鸶', '浅水里的十二只青蛙')
    await press(/重置密码/)
    expect(root.textContent).toContain('两次输入的新密码不一致')
    await type('110105200501010017', '123456', '浅水里的十二只青蛙与两只鹭鸶', '浅水里的十二只青蛙与两只鹭鸶')
    say(401, { code: 'wrong_phone_code', title: '短信验证码不正确或已失效', detail: '请核对。' })
    await press(/重置密码/)
    expect(root.textContent).toContain('短信验证码不正确或已失效')
    expect(done).not.toHaveBeenCalled()
    say(204)
    await press(/重置密码/)
    expect(asked(1)).toEqual({
      method: 'PUT',
      body: { entrance: 'graduate', login: '110105200501010017', code: '123456', password: '浅水里的十二只青蛙与两只鹭鸶' },
    })
    expect(done).toHaveBeenCalledOnce()
  })

  it('still says who lets in whom no code reaches', () => expect(root.textContent).toContain('收不到验证码？请联系学校就业部门。'))
})
