import { Refusal, Unanswered, refusalOf } from './refusal'

export const API = '/api/v1'

/** A command to send: `key` names the user's action, the same for every repetition of it. */
export interface Command {
  method: 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  key: string
  version?: number
}

/** The news that the sender of a command hears on the way. */
export interface Sending {
  /** Before each wait, with the seconds until the next attempt. */
  onRetry?: (seconds: number) => void
  /** Whether the server may have the command, though no answer says so: then nobody can take it back. */
  onDoubt?: (may: boolean) => void
  /** Ends it: nothing is sent after that. */
  signal?: AbortSignal
}

const ATTEMPTS = 5
const LONGEST_WAIT_S = 20

let csrf = ''
let onSignedOut: () => void = () => {}

/** The headers by which a changing request shows that it comes from the page. */
export const proven = (): Record<string, string> => (csrf ? { 'X-CSRF-Token': csrf } : {})

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

export async function answer<T>(response: Response): Promise<T> {
  const text = await (await granted(response)).text()
  return (text ? JSON.parse(text) : undefined) as T
}

async function ask(address: string, init: RequestInit, to: 'reading' | 'command'): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unanswered(to)
  }
}

const attempt = (path: string, init: RequestInit, to: 'reading' | 'command' = 'command') => ask(API + path, init, to)

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

/** A file at its whole address, as links name it. */
export async function readBlob(address: string): Promise<Blob> {
  return (await granted(await ask(address, {}, 'reading'))).blob()
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

/** Over at once when it is ended. */
const pause = (seconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, seconds * 1000)
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })

/** The device says that it has no network. It is asked, not obeyed: some say so of a campus network that works. */
const away = () => !navigator.onLine

/** Our server's own "not now" is sure that nothing was done; a proxy's page, and "outcome unknown", are not. */
const undone = ({ code }: Refusal) => code !== 'outcome_unknown' && !code.startsWith('http_')

/**
 * Sends a command until it is answered. A busy server (503) and a lost connection are tried again with the same key, so
 * the command takes effect once however often it was sent. Without a network before and after, an attempt never left the device.
 */
export async function send<T>(command: Command, { onRetry, onDoubt, signal }: Sending = {}): Promise<T> {
  const body = command.body === undefined ? {} : { body: JSON.stringify(command.body) }
  const init = { method: command.method, headers: headersOf(command), ...body, ...(signal && { signal }) }
  let doubt = false
  for (let attempts = 1; ; attempts++) {
    const alone = away()
    const here = doubt || !alone
    onDoubt?.(here)
    const response = await attempt(command.path, init).catch((error: unknown) => {
      if (signal?.aborted) throw error
      doubt = here || !away()
      onDoubt?.(doubt)
      if (attempts === ATTEMPTS) throw error
      return undefined
    })
    const seconds = waitSeconds(response, attempts)
    if (response && response.status !== 503) {
      onDoubt?.(true)
      return answer<T>(response)
    }
    if (response) {
      const refusal = await refusalOf(response)
      doubt ||= !undone(refusal)
      onDoubt?.(doubt)
      if (seconds === null) throw refusal
    }
    if (seconds === null) throw new Unanswered('command')
    onRetry?.(seconds)
    await pause(seconds, signal)
    signal?.throwIfAborted()
  }
}

/**
 * Sends a command once: for what is sent again anyway, with whatever was changed meanwhile. `outlives`: the page may be gone before
 * the answer.
 */
export async function sendOnce<T>(command: Command, outlives = false): Promise<T> {
  const body = command.body === undefined ? {} : { body: JSON.stringify(command.body) }
  return answer<T>(await attempt(command.path, { method: command.method, headers: headersOf(command), ...body, keepalive: outlives }))
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

/** Has a file made, or, without a body, reads one. Not repeated by itself either: a file that was lost is made again with other secrets. */
export async function fetchFile(path: string, body?: unknown): Promise<Blob> {
  if (body === undefined) return readBlob(API + path)
  const headers = { 'Content-Type': 'application/json', ...(csrf && { 'X-CSRF-Token': csrf }) }
  return (await granted(await attempt(path, { method: 'POST', headers, body: JSON.stringify(body) }))).blob()
}
