import type { FromClient, HeldItem, PresenceFrame, ToClient } from '@/api/wire'
import { delayMs } from './backoff'
import { CLOSE, comesBack } from './closeCodes'
import { Topics, type Listener } from './topics'

/** `crowded`: the account has as many pages open as it may; this one waits until some are closed. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'crowded' | 'ended'

/** The part of a browser's WebSocket that is used; a test brings its own. */
export interface Wire {
  send(text: string): void
  close(code?: number): void
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
}

/** Everything outside: the connection, the clock and chance. */
export interface World {
  connect(): Wire
  later(ms: number, action: () => void): () => void
  random(): number
  /** Whether somebody looks at the page. */
  seen(): boolean
}

export interface Watchers {
  state(state: LiveState): void
  presence(frame: PresenceFrame): void
  /** All items of the reader's queue that somebody is at. */
  held(items: HeldItem[]): void
  /** The session is over; the person has to sign in again. */
  sessionEnded(): void
  /** A connection was refused before it stood: perhaps the session ended meanwhile. */
  doubted(): void
}

const HEARTBEAT_S = 25
/** How long a connection that slept has to answer. */
const PROBE_MS = 4_000
/** How long a connection may take to stand; a browser by itself waits for minutes. */
const CONNECT_MS = 6_000

/**
 * One connection for the whole app. It comes back by itself, resumes every topic where it stopped, and hands pages only
 * frames they have not seen; whatever it cannot vouch for becomes a `reload`.
 */
export class LiveSocket {
  private readonly topics = new Topics()
  private readonly opened = new Set<string>()
  private wire: Wire | null = null
  private state: LiveState = 'ended'
  private attempt = 0
  private heartbeatMs = HEARTBEAT_S * 1000
  private cancelTimer: () => void = () => {}

  constructor(
    private readonly world: World,
    private readonly watchers: Watchers,
  ) {}

  start(): void {
    if (this.state === 'ended') this.connect()
  }

  stop(): void {
    this.cancelTimer()
    this.drop()
    this.become('ended')
  }

  /** The network or the screen is back: do not sit out the delay, and do not trust a connection that may be dead. */
  wake(): void {
    if (this.state === 'waiting') this.connect()
    else if (this.state === 'live') this.beat(PROBE_MS)
  }

  /** The device says that it has no network: said at once, where a dead connection would stay silent for a heartbeat. */
  lost(): void {
    if (this.state === 'live' || this.state === 'connecting') this.onClose(CLOSE.silent)
  }

  /** The reader does something: a page that waits for its next attempt makes it now. */
  nudge(): void {
    if (this.state === 'waiting') this.connect()
  }

  /** The reader asks for it: now, as if it were the first attempt, whatever is under way. */
  again(): void {
    if (this.state === 'live') return this.beat(PROBE_MS)
    this.drop()
    this.attempt = 0
    this.connect()
  }

  listen(topic: string, listener: Listener): () => void {
    if (this.topics.add(topic, listener)) this.send({ type: 'subscribe', topic, since: null })
    return () => {
      if (this.topics.remove(topic, listener)) this.send({ type: 'unsubscribe', topic })
    }
  }

  /** Opens an item: takes its lease if it is free, again after every reconnection, until left. */
  open(id: string): () => void {
    this.opened.add(id)
    this.send({ type: 'open', case: id })
    return () => {
      if (this.opened.delete(id)) this.send({ type: 'leave', case: id })
    }
  }

  touch(id: string): void {
    if (this.opened.has(id)) this.send({ type: 'touch', case: id })
  }

  takeOver(id: string): void {
    this.send({ type: 'take_over', case: id })
  }

  private connect(): void {
    this.cancelTimer()
    this.become('connecting')
    const wire = this.world.connect()
    this.wire = wire
    wire.onopen = () => this.onOpen()
    wire.onmessage = (event) => this.onText(String(event.data))
    wire.onclose = (event) => this.onClose(event.code)
    this.schedule(CONNECT_MS, () => this.onClose(CLOSE.silent))
  }

  private onOpen(): void {
    this.attempt = 0
    this.become('live')
    for (const topic of this.topics.names()) {
      this.send({ type: 'subscribe', topic, since: this.topics.position(topic) })
    }
    for (const id of this.opened) this.send({ type: 'open', case: id })
    this.restUntilBeat()
  }

  private onText(text: string): void {
    this.restUntilBeat()
    this.take(JSON.parse(text) as ToClient)
  }

  private take(frame: ToClient): void {
    switch (frame.type) {
      case 'hello':
        this.heartbeatMs = frame.heartbeat_s * 1000
        return this.restUntilBeat()
      case 'subscribed':
        return this.topics.stand(frame.topic, { epoch: frame.epoch, version: frame.version }, frame.resumed)
      case 'resync':
        return this.topics.jump(frame.topic, { epoch: frame.epoch, version: frame.version })
      case 'queue':
      case 'case':
      case 'notice':
      case 'settings':
      case 'transfers':
      case 'deliveries':
      case 'batch':
      case 'warning':
      case 'employers':
        return this.topics.deliver(frame)
      case 'presence':
        return this.watchers.presence(frame)
      case 'held':
        return this.watchers.held(frame.items)
      case 'refused':
      case 'pong':
        return
    }
  }

  private onClose(code: number): void {
    const stood = this.state === 'live'
    this.drop()
    if (!comesBack(code)) {
      this.cancelTimer()
      this.become('ended')
      if (code === CLOSE.sessionEnded) this.watchers.sessionEnded()
      return
    }
    if (!stood) this.watchers.doubted()
    this.become(code === CLOSE.tooMany ? 'crowded' : 'waiting')
    this.schedule(delayMs(this.attempt, code, this.world.random, this.world.seen()), () => this.connect())
    this.attempt += 1
  }

  private restUntilBeat(): void {
    this.schedule(this.heartbeatMs, () => this.beat(this.heartbeatMs / 2))
  }

  /** A dead connection may never report its end: no answer within `patienceMs` counts as one. */
  private beat(patienceMs: number): void {
    this.send({ type: 'ping' })
    this.schedule(patienceMs, () => this.onClose(CLOSE.silent))
  }

  private send(frame: FromClient): void {
    if (this.state === 'live') this.wire?.send(JSON.stringify(frame))
  }

  private schedule(ms: number, action: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.world.later(ms, action)
  }

  private drop(): void {
    if (!this.wire) return
    this.wire.onopen = this.wire.onmessage = this.wire.onclose = null
    this.wire.close()
    this.wire = null
  }

  private become(state: LiveState): void {
    if (state === this.state) return
    this.state = state
    this.watchers.state(state)
  }
}
