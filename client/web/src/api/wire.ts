/**
 * The wire as this app names it: aliases of the types generated from the server's own description (`npm run types`).
 * Nothing else in the app names a request or an answer.
 */
import type { components, paths } from './schema'

type Schemas = components['schemas']

export type Entrance = Schemas['Entrance']
export type Role = Schemas['Role']
export type Tone = Schemas['Tone']
export type SignIn = Schemas['SignIn']
export type Activate = Schemas['Activate']
export type Permissions = Schemas['Permissions']
export type Me = Schemas['Me']
export type Code = Schemas['Code']
export type CodeTables = Schemas['CodeTables']
export type CaseRow = Schemas['CaseRow']
export type CasePage = Schemas['CasePage']
export type CaseQuery = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>
export type ArchiveTransfer = Schemas['ArchiveTransfer']
export type HouseholdTransfer = Schemas['HouseholdTransfer']
export type Terms = Schemas['Terms']
export type EmployerCard = Schemas['EmployerCard']
export type GraduateCard = Schemas['GraduateCard']
export type Handler = Schemas['Handler']
export type TrailEntry = Schemas['TrailEntry']
export type Place = Schemas['Place']
export type CaseDetail = Schemas['CaseDetail']
export type Decline = Schemas['Decline']
export type Review = Schemas['Review']
export type ChangeJobCategory = Schemas['ChangeJobCategory']
export type CaseChanged = Schemas['CaseChanged']
export type Lookup = Schemas['Lookup']
export type Found = Schemas['Found']
export type Invite = Schemas['Invite']
export type SchoolItem = Schemas['SchoolItem']
export type SchoolList = Schemas['SchoolList']
export type Notice = Schemas['Notice']
export type Inbox = Schemas['Inbox']
export type MarkRead = Schemas['MarkRead']
export type QueueTile = Schemas['QueueTile']
export type QueueCounts = Schemas['QueueCounts']
export type HandlerOf = Schemas['HandlerOf']
export type SigningSettings = Schemas['SigningSettings']
export type StaffHome = Schemas['StaffHome']
export type RosterQuery = NonNullable<paths['/api/v1/roster']['get']['parameters']['query']>
export type RosterRow = Schemas['RosterRow']
export type RosterPage = Schemas['RosterPage']
export type ProvinceSchool = Schemas['ProvinceSchool']
export type ProvinceHome = Schemas['ProvinceHome']
export type FieldProblem = Schemas['FieldProblem']
export type Problem = Schemas['Problem']

export type * from './frames'
