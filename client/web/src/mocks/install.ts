import type { Entrance, Role } from '@/api/wire'
import { accountAnswer } from './account'
import { commandAnswer, problem, readAnswer, type Answer } from './answers'
import { MockSocket } from './socket'
import { MockWorld } from './world'

const KEPT = 'mock.role'
const PREFIX = '/api/v1'

let world: MockWorld | null = restore()

function restore(): MockWorld | null {
  const role = sessionStorage.getItem(KEPT)
  return role ? new MockWorld(role as Role) : null
}

function enter(entrance: Entrance, login: string): Answer {
  if (login === 'wrong') return problem(401, 'wrong_credentials', '账号或密码不正确', '请核对后重试；多次失败后需要等待一段时间。')
  const role: Role = entrance === 'school' && login.startsWith('yx') ? 'department' : entrance
  sessionStorage.setItem(KEPT, role)
  world = new MockWorld(role)
  return { status: 200, body: world.me() }
}

function answer(method: string, url: URL, body: Record<string, string> | null, version: number | null): Answer {
  const path = url.pathname.slice(PREFIX.length)
  if (method === 'POST' && path.startsWith('/session')) return enter(body!['entrance'] as Entrance, body!['login']!)
  if (method === 'DELETE' && path === '/session') {
    sessionStorage.removeItem(KEPT)
    return { status: 204, body: null }
  }
  if (!world) return problem(401, 'no_session', '尚未登录', '请先登录。')
  if (method === 'GET') return readAnswer(world, path, url.searchParams)
  return accountAnswer(method, path) ?? commandAnswer(world, path, body, version)
}

async function mockFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const url = new URL(String(input), location.origin)
  const tag = (init.headers as Record<string, string> | undefined)?.['If-Match']
  const body = init.body ? (JSON.parse(String(init.body)) as Record<string, string>) : null
  const { status, body: text } = answer(init.method ?? 'GET', url, body, tag ? Number(tag.replaceAll('"', '')) : null)
  return new Response(status === 204 ? null : JSON.stringify(text), { status, headers: { 'Content-Type': 'application/json' } })
}

/** Puts a platform into the browser, for `npm run dev:mock`: log in as anybody; a login starting with `yx` is a department's. */
export function installMock(): void {
  const network = window.fetch.bind(window)
  window.fetch = (input, init) => (String(input).startsWith(PREFIX) ? mockFetch(input, init) : network(input, init))
  const Real = window.WebSocket
  window.WebSocket = function open(url: string, protocols?: string | string[]) {
    return url.endsWith(`${PREFIX}/socket`) ? new MockSocket(world!) : new Real(url, protocols)
  } as unknown as typeof WebSocket
}
