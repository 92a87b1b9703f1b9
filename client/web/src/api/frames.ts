/** What crosses the WebSocket, both ways; part of the wire. */
import type { CaseRow, Notice, QueueCounts } from './wire'

export interface Holder {
  name: string
  you: boolean
  until_ms: number
}

export interface Position {
  epoch: number
  version: number
}

interface Placed extends Position {
  topic: string
}

export type QueueFrame = Placed & { type: 'queue'; counts: QueueCounts; changed: CaseRow[]; more: boolean }
export type CaseFrame = Placed & { type: 'case'; row: CaseRow }
export type NoticeFrame = Placed & { type: 'notice'; notice: Notice }
export type PresenceFrame = { type: 'presence'; case: string; holder: Holder | null; others: string[] }
/** Frames that carry a topic's content, in order. */
export type TopicFrame = QueueFrame | CaseFrame | NoticeFrame

export type ToClient =
  | { type: 'hello'; server_time_ms: number; heartbeat_s: number }
  | (Placed & { type: 'subscribed'; resumed: boolean })
  | (Placed & { type: 'resync' })
  | TopicFrame
  | PresenceFrame
  | { type: 'refused'; code: string; message: string }
  | { type: 'pong'; server_time_ms: number }

export type FromClient =
  | { type: 'subscribe'; topic: string; since?: Position | null }
  | { type: 'unsubscribe'; topic: string }
  | { type: 'open'; case: string }
  | { type: 'touch'; case: string }
  | { type: 'leave'; case: string }
  | { type: 'take_over'; case: string }
  | { type: 'ping' }
