import { reactive, readonly, ref, shallowRef } from 'vue'
import { readSession } from '@/api/reads'
import type { HeldItem, PresenceFrame } from '@/api/wire'
import { LiveSocket, type LiveState, type Wire, type World } from './socket'

const state = ref<LiveState>('ended')
const offline = ref(!navigator.onLine)
const presence = reactive(new Map<string, PresenceFrame>())
const held = shallowRef<ReadonlyMap<string, HeldItem>>(new Map())
let onSessionEnded: () => void = () => {}

const world: World = {
  connect() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    return new WebSocket(`${scheme}://${location.host}/api/v1/socket`) as unknown as Wire
  },
  later(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
  random: Math.random,
  seen: () => document.visibilityState === 'visible',
}

/** A refused handshake carries no reason in a browser; reading the session finds out, and signs out if it is gone. */
function probeSession(): void {
  readSession().catch(() => undefined)
}

const socket = new LiveSocket(world, {
  state: (now) => (state.value = now),
  presence: (frame) => presence.set(frame.case, frame),
  held: (items) => (held.value = new Map(items.map((item) => [item.case, item]))),
  sessionEnded: () => onSessionEnded(),
  doubted: probeSession,
})

/** Between two attempts that the reader's hands bring about. */
const NUDGE_MS = 2_000
const HANDS = ['pointerdown', 'keydown', 'focus'] as const
let nudgedAt = 0

function networkBack(): void {
  offline.value = false
  socket.wake()
}
function networkLost(): void {
  offline.value = true
  socket.lost()
}
const wakeIfVisible = () => document.visibilityState === 'visible' && socket.wake()

function nudge(): void {
  if (Date.now() - nudgedAt < NUDGE_MS) return
  nudgedAt = Date.now()
  socket.nudge()
}

export const liveState = readonly(state)
/** The device says that it has no network: the connection is not only being sought. */
export const deviceOffline = readonly(offline)

export function startLive(sessionEnded: () => void): void {
  onSessionEnded = sessionEnded
  socket.start()
  offline.value = !navigator.onLine
  window.addEventListener('online', networkBack)
  window.addEventListener('offline', networkLost)
  HANDS.forEach((event) => window.addEventListener(event, nudge))
  document.addEventListener('visibilitychange', wakeIfVisible)
}

export function stopLive(): void {
  socket.stop()
  presence.clear()
  held.value = new Map()
  window.removeEventListener('online', networkBack)
  window.removeEventListener('offline', networkLost)
  HANDS.forEach((event) => window.removeEventListener(event, nudge))
  document.removeEventListener('visibilitychange', wakeIfVisible)
}

export const listen = socket.listen.bind(socket)
/** Something else found out how the line is: so does the connection. */
export const lineChanged = () => socket.wake()
export const reconnect = () => socket.again()
export const takeOver = (id: string) => socket.takeOver(id)
export const touchCase = (id: string) => socket.touch(id)
/** The person at an item of the reader's queue, as last heard. */
export const heldOf = (id: string) => held.value.get(id)
export const presenceOf = (id: string) => presence.get(id)

/** Opens an item for its lease and presence; the result leaves it. */
export function openCase(id: string): () => void {
  const leave = socket.open(id)
  return () => {
    leave()
    presence.delete(id)
  }
}
