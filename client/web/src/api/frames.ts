/** The frames of the WebSocket, both ways; part of the wire. */
import type { components } from './schema'

type Schemas = components['schemas']

export type Holder = Schemas['Holder']
export type HeldItem = Schemas['HeldItem']
export type Position = Schemas['Position']
export type ToClient = Schemas['ToClient']
export type FromClient = Schemas['FromClient']

export type QueueFrame = Extract<ToClient, { type: 'queue' }>
export type CaseFrame = Extract<ToClient, { type: 'case' }>
export type NoticeFrame = Extract<ToClient, { type: 'notice' }>
export type SettingsFrame = Extract<ToClient, { type: 'settings' }>
export type DeliveriesFrame = Extract<ToClient, { type: 'deliveries' }>
export type BatchFrame = Extract<ToClient, { type: 'batch' }>
export type WarningFrame = Extract<ToClient, { type: 'warning' }>
export type EmployersFrame = Extract<ToClient, { type: 'employers' }>
export type TransfersFrame = Extract<ToClient, { type: 'transfers' }>
export type PresenceFrame = Extract<ToClient, { type: 'presence' }>
/** Frames that carry a topic's content, in order. */
export type TopicFrame = QueueFrame | CaseFrame | NoticeFrame | SettingsFrame | TransfersFrame | DeliveriesFrame | BatchFrame | WarningFrame | EmployersFrame
