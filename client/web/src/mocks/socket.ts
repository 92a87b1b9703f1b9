import type { FromClient, ToClient } from '@/api/wire'
import type { MockWorld } from './world'

const ARRIVAL_MS = 6_000

/** A socket whose other end is the mock world: subscriptions stand at once, and now and then somebody accepts. */
export class MockSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  private readonly arrivals: ReturnType<typeof setInterval>

  constructor(private readonly world: MockWorld) {
    world.push = (frame) => this.deliver(frame)
    this.arrivals = setInterval(() => this.arrive(), ARRIVAL_MS)
    queueMicrotask(() => {
      this.onopen?.()
      this.deliver({ type: 'hello', server_time_ms: Date.now(), heartbeat_s: 25 })
    })
  }

  send(text: string): void {
    const frame = JSON.parse(text) as FromClient
    if (frame.type === 'subscribe') this.deliver({ type: 'subscribed', topic: frame.topic, ...this.world.position(), resumed: false })
    if (frame.type === 'ping') this.deliver({ type: 'pong', server_time_ms: Date.now() })
    if (frame.type === 'open') this.deliver(this.presence(frame.case, frame.case === 'c2'))
    if (frame.type === 'take_over') this.deliver(this.presence(frame.case, false))
  }

  close(): void {
    clearInterval(this.arrivals)
    this.world.push = () => {}
  }

  private arrive(): void {
    const invited = this.world.rows.find((row) => row.state === 'invited')
    const staff = this.world.role === 'school' || this.world.role === 'department'
    if (invited && staff) this.world.move(invited, this.world.role === 'school' ? 'in_review_school' : 'in_review_department', '同意签约')
  }

  private presence(id: string, other: boolean): ToClient {
    const until_ms = Date.now() + 120_000
    const holder = other ? { name: '许静', you: false, until_ms } : { name: this.world.me().name, you: true, until_ms }
    return { type: 'presence', case: id, holder, others: other ? [] : ['许静'] }
  }

  private deliver(frame: ToClient): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(frame) }))
  }
}
