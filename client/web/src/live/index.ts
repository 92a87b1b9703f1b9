import { reactive, readonly, ref } from 'vue'
import { readSession } from '@/api/reads'
import type { PresenceFrame } from '@/api/wire'
import { LiveSocket, type LiveState, type Wire, type World } from './socket'

const state = ref<LiveState>('ended')
const presence = reactive(new Map<string, PresenceFrame>())
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
}

/** A refused handshake carries no reason in a browser; reading the session finds out, and signs out if it is gone. */
function probeSession(): void {
  readSession().catch(() => undefined)
}

const socket = new LiveSocket(world, {
  state: (now) => (state.value = now),
  presence: (frame) => presence.set(frame.case, frame),
  sessionEnded: () => onSessionEnded(),
  doubted: probeSession,
})

const wake = () => socket.wake()
const wakeIfVisible = () => document.visibilityState === 'visible' && socket.wake()

export const liveState = readonly(state)

export function startLive(sessionEnded: () => void): void {
  onSessionEnded = sessionEnded
  socket.start()
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wakeIfVisible)
}

export function stopLive(): void {
  socket.stop()
  presence.clear()
  window.removeEventListener('online', wake)
  document.removeEventListener('visibilitychange', wakeIfVisible)
}

export const listen = socket.listen.bind(socket)
export const takeOver = (id: string) => socket.takeOver(id)
export const touchCase = (id: string) => socket.touch(id)
export const presenceOf = (id: string) => presence.get(id)

/** Opens an item for its lease and presence; the result leaves it. */
export function openCase(id: string): () => void {
  const leave = socket.open(id)
  return () => {
    leave()
    presence.delete(id)
  }
}
