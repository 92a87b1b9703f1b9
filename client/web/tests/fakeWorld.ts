import type { FromClient, ToClient } from '@/api/wire'
import type { Wire, World } from '@/live/socket'

/** The server's end of one connection. */
export class FakeWire implements Wire {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly sent: FromClient[] = []
  closed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FromClient)
  }

  close(): void {
    this.closed = true
  }

  open(): void {
    this.onopen?.()
  }

  deliver(frame: ToClient): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  end(code: number): void {
    this.onclose?.({ code })
  }

  of(type: FromClient['type']): FromClient[] {
    return this.sent.filter((frame) => frame.type === type)
  }
}

/** Connections in order, and a clock that moves only when told. */
export class FakeWorld implements World {
  readonly wires: FakeWire[] = []
  private timer: { due: number; action: () => void } | null = null
  private now = 0

  connect(): FakeWire {
    const wire = new FakeWire()
    this.wires.push(wire)
    return wire
  }

  later(ms: number, action: () => void): () => void {
    const mine = { due: this.now + ms, action }
    this.timer = mine
    return () => {
      if (this.timer === mine) this.timer = null
    }
  }

  random(): number {
    return 1
  }

  /** Whether somebody looks at the page. */
  looked = false

  seen(): boolean {
    return this.looked
  }

  get last(): FakeWire {
    return this.wires.at(-1)!
  }

  advance(ms: number): void {
    this.now += ms
    const due = this.timer
    if (!due || due.due > this.now) return
    this.timer = null
    due.action()
  }
}
