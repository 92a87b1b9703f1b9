import { Unanswered, refusalOf } from './refusal'

export const API = '/api/v1'

/** A command to send: `key` names the user's action, the same for every repetition of it. */
export interface Command {
  method: 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  key: string
  version?: number
}

/** Called before each wait, with the seconds until the next attempt. */
export type OnRetry = (seconds: number) => void

const ATTEMPTS = 5
const LONGEST_WAIT_S = 20

let csrf = ''
let onSignedOut: () => void = () => {}

export function setCsrf(token: string): void {
  csrf = token
}

/** `action` runs whenever the server says that there is no session any more. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action
}

/** The answer, if it is not a refusal. */
async function granted(response: Response): Promise<Response> {
  if (response.ok) return response
  const refusal = await refusalOf(response)
  if (refusal.status === 401 && csrf) onSignedOut()
  throw refusal
}

async function answer<T>(response: Response): Promise<T> {
  const text = await (await granted(response)).text()
  return (text ? JSON.parse(text) : undefined) as T
}

async function attempt(path: string, init: RequestInit, to: 'reading' | 'command' = 'command'): Promise<Response> {
  try {
    return await fetch(API + path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unanswered(to)
  }
}

/** Absent and empty parameters are left out. */
export function queryString(query: object): string {
  const pairs = Object.entries(query).filter(([, value]) => value != null && value !== '')
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text}`
}

export async function read<T>(path: string, query: object = {}, signal?: AbortSignal): Promise<T> {
  const init = { headers: { Accept: 'application/json' }, ...(signal && { signal }) }
  return answer<T>(await attempt(path + queryString(query), init, 'reading'))
}

function headersOf(command: Command): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Idempotency-Key': command.key }
  if (command.body !== undefined) headers['Content-Type'] = 'application/json'
  if (csrf) headers['X-CSRF-Token'] = csrf
  if (command.version !== undefined) headers['If-Match'] = `"${command.version}"`
  return headers
}

/** Seconds until the next attempt; an asked-for wait longer than a person sits through is none. */
function waitSeconds(response: Response | undefined, attempts: number): number | null {
  const asked = Number(response?.headers.get('Retry-After'))
  const seconds = asked > 0 ? asked : 2 ** attempts
  return attempts < ATTEMPTS && seconds <= LONGEST_WAIT_S ? seconds : null
}

const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000))

/**
 * Sends a command until it is answered. A busy server (503) and a lost connection are tried again with the same key, so
 * the command takes effect once however often it was sent.
 */
export async function send<T>(command: Command, onRetry: OnRetry = () => {}): Promise<T> {
  const body = command.body === undefined ? {} : { body: JSON.stringify(command.body) }
  const init = { method: command.method, headers: headersOf(command), ...body }
  for (let attempts = 1; ; attempts++) {
    const response = await attempt(command.path, init).catch((error: unknown) => {
      if (attempts === ATTEMPTS) throw error
      return undefined
    })
    const seconds = waitSeconds(response, attempts)
    if (response && (response.status !== 503 || seconds === null)) return answer<T>(response)
    if (seconds === null) throw new Unanswered('command')
    onRetry(seconds)
    await pause(seconds)
  }
}

/**
 * Sends a file as it is. Not repeated by itself: whether the same file is to be taken again is for the reader to say, and
 * taking it again changes nothing that was taken before. `key` says that it is the same upload.
 */
export async function sendFile<T>(path: string, file: Blob, key?: string): Promise<T> {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/octet-stream',
    ...(csrf && { 'X-CSRF-Token': csrf }),
    ...(key && { 'Idempotency-Key': key }),
  }
  return answer<T>(await attempt(path, { method: 'POST', headers, body: file }))
}

/** Has a file made. Not repeated by itself either: a file that was lost is made again with other secrets. */
export async function fetchFile(path: string, body: unknown): Promise<Blob> {
  const headers = { 'Content-Type': 'application/json', ...(csrf && { 'X-CSRF-Token': csrf }) }
  return (await granted(await attempt(path, { method: 'POST', headers, body: JSON.stringify(body) }))).blob()
}
