import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CaseRow, TopicFrame } from '@/api/wire'
import { LiveSocket, type LiveState } from '@/live/socket'
import { FakeWorld } from './fakeWorld'

const frame = (version: number, epoch = 1): TopicFrame => ({ type: 'case', topic: 'me', epoch, version, row: { case: `v${version}` } as CaseRow })

function setUp() {
  const world = new FakeWorld()
  const states: LiveState[] = []
  const watchers = { state: (now: LiveState) => states.push(now), presence: vi.fn(), held: vi.fn(), sessionEnded: vi.fn(), doubted: vi.fn() }
  const socket = new LiveSocket(world, watchers)
  const page = { frame: vi.fn(), reload: vi.fn() }
  return { world, states, watchers, socket, page }
}

/** A page listening to `me`, the connection open and subscribed at version 5. */
function subscribed() {
  const all = setUp()
  all.socket.listen('me', all.page)
  all.socket.start()
  all.world.last.open()
  all.world.last.deliver({ type: 'hello', server_time_ms: 0, heartbeat_s: 20 })
  all.world.last.deliver({ type: 'subscribed', topic: 'me', epoch: 1, version: 5, resumed: false })
  all.page.reload.mockClear()
  return all
}

describe('EXT-05 no stale screen', () => {
  let all: ReturnType<typeof subscribed>
  beforeEach(() => (all = subscribed()))

  it('subscribes on opening and reads the page again when the subscription does not resume', () => {
    const fresh = setUp()
    fresh.socket.listen('me', fresh.page)
    fresh.socket.start()
    fresh.world.last.open()
    expect(fresh.world.last.of('subscribe')).toEqual([{ type: 'subscribe', topic: 'me', since: null }])
    fresh.world.last.deliver({ type: 'subscribed', topic: 'me', epoch: 1, version: 5, resumed: false })
    expect(fresh.page.reload).toHaveBeenCalledTimes(1)
  })

  it('hands on the next frame once and ignores what it has seen', () => {
    all.world.last.deliver(frame(6))
    all.world.last.deliver(frame(6))
    all.world.last.deliver(frame(4))
    expect(all.page.frame).toHaveBeenCalledTimes(1)
    expect(all.page.reload).not.toHaveBeenCalled()
  })

  it('reads the page again after a gap and goes on from there', () => {
    all.world.last.deliver(frame(8))
    expect(all.page.reload).toHaveBeenCalledTimes(1)
    expect(all.page.frame).not.toHaveBeenCalled()
    all.world.last.deliver(frame(9))
    expect(all.page.frame).toHaveBeenCalledTimes(1)
  })

  it('treats another epoch as a gap, even with a higher version', () => {
    all.world.last.deliver(frame(6, 2))
    expect(all.page.reload).toHaveBeenCalledTimes(1)
  })

  it('reads the page again on resync', () => {
    all.world.last.deliver({ type: 'resync', topic: 'me', epoch: 1, version: 40 })
    all.world.last.deliver(frame(40))
    all.world.last.deliver(frame(41))
    expect(all.page.reload).toHaveBeenCalledTimes(1)
    expect(all.page.frame).toHaveBeenCalledTimes(1)
  })

  it('resumes from the last frame seen and does not read the page again', () => {
    all.world.last.deliver(frame(6))
    all.world.last.end(1006)
    all.world.advance(30_000)
    all.world.last.open()
    expect(all.world.last.of('subscribe')).toEqual([{ type: 'subscribe', topic: 'me', since: { epoch: 1, version: 6 } }])
    all.world.last.deliver({ type: 'subscribed', topic: 'me', epoch: 1, version: 7, resumed: true })
    all.world.last.deliver(frame(7))
    expect(all.page.reload).not.toHaveBeenCalled()
    expect(all.page.frame).toHaveBeenCalledTimes(2)
  })

  it('comes back at once when the network does, without sitting out the delay', () => {
    all.world.last.end(1006)
    expect(all.world.wires).toHaveLength(1)
    all.socket.wake()
    expect(all.world.wires).toHaveLength(2)
  })

  it('a page that is looked at is back four seconds after its line, however long that was dead', () => {
    all.world.looked = true
    for (let deadS = 0; deadS < 40; deadS += 4) {
      all.world.last.end(1006)
      all.world.advance(4_000)
    }
    const before = all.world.wires.length
    all.world.last.end(1006)
    all.world.advance(4_000)
    expect(all.world.wires).toHaveLength(before + 1)
  })

  it('is lost at once when the device says so, and back at once when it says that', () => {
    all.socket.lost()
    all.socket.lost()
    expect([all.world.wires[0]!.closed, all.states.at(-1), all.world.wires.length]).toEqual([true, 'waiting', 1])
    all.socket.wake()
    all.world.last.open()
    expect(all.states.at(-1)).toBe('live')
  })

  it('comes back when the reader does something, and does not ask a connection that stands', () => {
    all.socket.nudge()
    expect(all.world.last.of('ping')).toHaveLength(0)
    all.world.last.end(1006)
    all.socket.nudge()
    all.socket.nudge()
    expect(all.world.wires).toHaveLength(2)
  })

  it('comes back when the reader asks for it, from an attempt that hangs and from a farewell too', () => {
    all.world.last.end(1006)
    all.socket.again()
    all.socket.again()
    expect(all.world.wires[1]!.closed).toBe(true)
    expect(all.world.wires).toHaveLength(3)
    all.world.last.open()
    all.world.last.end(4501)
    all.socket.again()
    expect(all.world.wires).toHaveLength(4)
  })

  it('gives up a connection that does not answer after waking', () => {
    all.socket.wake()
    expect(all.world.last.of('ping')).toHaveLength(1)
    all.world.advance(4_000)
    expect(all.world.wires[0]!.closed).toBe(true)
    expect(all.states.at(-1)).toBe('waiting')
  })

  it('gives up an attempt that neither stands nor fails', () => {
    all.world.last.end(1006)
    all.socket.wake()
    all.world.advance(10_000)
    expect(all.world.last.closed).toBe(true)
    expect(all.states.at(-1)).toBe('waiting')
  })

  it('pings after a quiet heartbeat and stays when answered', () => {
    all.world.advance(20_000)
    expect(all.world.last.of('ping')).toHaveLength(1)
    all.world.last.deliver({ type: 'pong', server_time_ms: 0 })
    all.world.advance(10_000)
    expect(all.states.at(-1)).toBe('live')
  })

  it('leaves a topic with its last listener only', () => {
    const stop = all.socket.listen('me', { frame: vi.fn(), reload: vi.fn() })
    stop()
    expect(all.world.last.of('unsubscribe')).toHaveLength(0)
  })
})

describe('close codes', () => {
  it('4500 ends the session and does not come back', () => {
    const { world, watchers, states } = subscribed()
    world.last.end(4500)
    world.advance(60_000)
    expect(watchers.sessionEnded).toHaveBeenCalledTimes(1)
    expect(world.wires).toHaveLength(1)
    expect(states.at(-1)).toBe('ended')
  })

  it('4501 does not come back either, but is no sign-out', () => {
    const { world, watchers } = subscribed()
    world.last.end(4501)
    world.advance(60_000)
    expect(watchers.sessionEnded).not.toHaveBeenCalled()
    expect(world.wires).toHaveLength(1)
  })

  it.each([4000, 4001, 4002, 1006])('%i comes back', (code) => {
    const { world } = subscribed()
    world.last.end(code)
    world.advance(30_000)
    expect(world.wires).toHaveLength(2)
  })

  it('4004 waits long, whatever hands and network do, and comes at once when it is asked to', () => {
    const { world, states, socket } = subscribed()
    world.last.end(4004)
    expect(states.at(-1)).toBe('crowded')
    world.looked = true
    socket.nudge()
    socket.wake()
    world.advance(29_000)
    expect(world.wires).toHaveLength(1)
    socket.again()
    expect(world.wires).toHaveLength(2)
    world.last.open()
    world.last.end(4004)
    world.advance(60_000)
    expect(world.wires).toHaveLength(3)
  })

  it('doubts the session when a connection never stood', () => {
    const { world, watchers } = subscribed()
    world.last.end(1006)
    world.advance(30_000)
    world.last.end(1006)
    expect(watchers.doubted).toHaveBeenCalledTimes(1)
  })
})

describe('EXT-01 presence', () => {
  it('opens an item again after a reconnection, until it is left', () => {
    const { world, socket } = subscribed()
    const leave = socket.open('c1')
    world.last.end(4000)
    world.advance(30_000)
    world.last.open()
    expect(world.last.of('open')).toEqual([{ type: 'open', case: 'c1' }])
    leave()
    expect(world.last.of('leave')).toEqual([{ type: 'leave', case: 'c1' }])
  })

  it('reports who is at the items of the queue', () => {
    const { world, watchers } = subscribed()
    const items = [{ case: 'c1', name: '许静', until_ms: 1 }]
    world.last.deliver({ type: 'held', items })
    expect(watchers.held).toHaveBeenCalledWith(items)
  })

  it('reports who is there', () => {
    const { world, watchers } = subscribed()
    const there = { type: 'presence' as const, case: 'c1', holder: null, others: ['许静'] }
    world.last.deliver(there)
    expect(watchers.presence).toHaveBeenCalledWith(there)
  })
})
