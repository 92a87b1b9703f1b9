import type { Position, TopicFrame } from '@/api/wire'

/** A page that listens to a topic. */
export interface Listener {
  frame(frame: TopicFrame): void
  /** Frames may have been missed: read the page again over HTTP. */
  reload(): void
}

interface Topic {
  listeners: Set<Listener>
  /** The last frame seen; kept while nobody listens no longer than the subscription lasts. */
  at: Position | null
}

/** The place of a frame after a position of its topic: seen before, the next one, or one after a hole. */
export function judge(at: Position | null, frame: Position): 'seen' | 'next' | 'gap' {
  if (!at || frame.epoch !== at.epoch) return 'gap'
  if (frame.version <= at.version) return 'seen'
  return frame.version === at.version + 1 ? 'next' : 'gap'
}

/** The subscribed topics with their positions: decides what reaches a page, knows nothing of connections. */
export class Topics {
  private readonly topics = new Map<string, Topic>()

  names(): string[] {
    return [...this.topics.keys()]
  }

  position(name: string): Position | null {
    return this.topics.get(name)?.at ?? null
  }

  /** Returns whether the topic is new and has to be subscribed. */
  add(name: string, listener: Listener): boolean {
    const known = this.topics.get(name)
    if (known) {
      known.listeners.add(listener)
      return false
    }
    this.topics.set(name, { listeners: new Set([listener]), at: null })
    return true
  }

  /** Returns whether that was the last listener and the topic can be left. */
  remove(name: string, listener: Listener): boolean {
    const topic = this.topics.get(name)
    if (!topic?.listeners.delete(listener) || topic.listeners.size > 0) return false
    return this.topics.delete(name)
  }

  /** The subscription stands: either the missed frames follow, or the page is read again from here. */
  stand(name: string, at: Position, resumed: boolean): void {
    if (!resumed) this.jump(name, at)
  }

  /** Moves to `at` without having seen what lies between. */
  jump(name: string, at: Position): void {
    const topic = this.topics.get(name)
    if (!topic) return
    topic.at = at
    for (const listener of [...topic.listeners]) listener.reload()
  }

  deliver(frame: TopicFrame): void {
    const topic = this.topics.get(frame.topic)
    if (!topic) return
    const verdict = judge(topic.at, frame)
    if (verdict === 'seen') return
    const { epoch, version } = frame
    if (verdict === 'gap') return this.jump(frame.topic, { epoch, version })
    topic.at = { epoch, version }
    for (const listener of [...topic.listeners]) listener.frame(frame)
  }
}
