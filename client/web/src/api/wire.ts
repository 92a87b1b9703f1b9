/**
 * The wire as this app names it. Every type mirrors the server's protocol crate field by field; absent and `null` mean
 * the same. Nothing else in the app describes a request or an answer.
 */

export type Entrance = 'school' | 'graduate' | 'employer' | 'province'
export type Role = 'graduate' | 'employer' | 'department' | 'school' | 'province'
export type Tone = 'waiting' | 'returned' | 'effective' | 'rejected' | 'ended'

export interface SignIn {
  entrance: Entrance
  login: string
  password: string
}

export interface Activate extends SignIn {
  code: string
}

export interface Permissions {
  basic: string
  archive: string
  household: string
}

export interface Me {
  role: Role
  name: string
  organisation: string
  csrf: string
  unread: number
  review_word?: string | null
  permissions?: Permissions | null
}

export interface Code {
  code: string
  name: string
  parent?: string | null
}

export interface CodeTables {
  tables: Record<string, Code[]>
}

export interface CaseRow {
  case: string
  version: number
  kind: string
  initiator: string
  state: string
  state_label: string
  tone: Tone
  exam_no: string
  graduate_name: string
  school_name: string
  department: string
  major: string
  education_level: string
  employer_name: string
  job_title: string
  job_category: string
  salary_monthly: number
  since_ms: number
  submitted_at_ms?: number | null
  expires_at_ms?: number | null
  reviewer?: string | null
}

export interface CasePage {
  rows: CaseRow[]
  total: number
  next?: string | null
}

export interface CaseQuery {
  state?: string | null
  initiator?: string | null
  department?: string | null
  q?: string | null
  order?: string | null
  cursor?: string | null
  limit?: number | null
}

export interface ArchiveTransfer {
  transfer_type: string
  organisation: string
  region: string
  address: string
  postcode: string
  contact: string
  contact_phone: string
}

export interface HouseholdTransfer {
  transfer_type: string
  region: string
  address: string
}

export interface Terms {
  job_title: string
  job_category: string
  work_region: string
  work_address: string
  salary_monthly: number
  salary_note?: string
  probation_months: number
  probation_salary?: number | null
  service_half_years: number
  report_from: string
  report_by: string
  penalty_amount: number
  penalty_note?: string
  other_terms?: string
  archive?: ArchiveTransfer | null
  household?: HouseholdTransfer | null
}

export interface EmployerCard {
  name: string
  credit_code: string
  nature: string
  industry: string
  region: string
  address: string
  contact_name: string
  contact_phone: string
  contact_email: string
}

export interface GraduateCard {
  name: string
  id_no_masked: string
  exam_no: string
  student_no: string
  gender: string
  ethnicity: string
  political_status: string
  school_name: string
  department: string
  major: string
  education_level: string
  schooling_years: string
  training_mode: string
  graduate_date: string
  cohort: number
  mobile_masked: string
}

export interface Handler {
  name: string
  phone: string
  address: string
  postcode: string
}

export interface TrailEntry {
  at_ms: number
  who: string
  what: string
  note?: string | null
}

export interface Place {
  at: number
  of: number
  previous?: string | null
  next?: string | null
}

export interface CaseDetail {
  row: CaseRow
  terms: Terms
  employer: EmployerCard
  graduate: GraduateCard
  agreement_kind: string
  review_word: string
  handler?: Handler | null
  actions: string[]
  trail: TrailEntry[]
  place?: Place | null
}

export interface Decline {
  reason?: string
}

export type Review = { verdict: 'approve' } | { verdict: 'reject'; reason: string; details: string }

export interface ChangeJobCategory {
  job_category: string
}

export interface CaseChanged {
  case: string
  version: number
  state: string
  state_label: string
}

export interface Lookup {
  school: string
  name: string
  number: string
}

export interface Found {
  graduate: string
  name: string
  school_name: string
  department: string
  major: string
  education_level: string
  cohort: number
  household_in_school: boolean
}

export interface Invite extends Lookup {
  valid_days?: number | null
  terms: Terms
}

export interface SchoolItem {
  school: string
  name: string
  signing_open: boolean
}

export interface SchoolList {
  schools: SchoolItem[]
}

export interface Notice {
  seq: number
  at_ms: number
  title: string
  text: string
  case?: string | null
  read: boolean
}

export interface Inbox {
  notices: Notice[]
  unread: number
}

export interface MarkRead {
  upto: number
}

export interface QueueTile {
  kind: string
  label: string
  department: number
  school: number
  mine: number
  oldest_since_ms?: number | null
  filter: string
}

export interface QueueCounts {
  tiles: QueueTile[]
}

export interface HandlerOf {
  level: string
  handler: Handler
}

export interface SigningSettings {
  school: string
  school_name: string
  agreement_kind?: string | null
  signing_open: boolean
  backfill_open: boolean
  destination_open: boolean
  route: string
  route_label: string
  rescission_limit: number
  departments: string[]
}

export interface StaffHome {
  counts: QueueCounts
  decided_today: number
  handlers: HandlerOf[]
  settings: SigningSettings
}

export interface RosterQuery {
  department?: string | null
  education_level?: string | null
  q?: string | null
  cursor?: string | null
  limit?: number | null
}

export interface RosterRow {
  graduate: string
  exam_no: string
  name: string
  id_no_masked: string
  department: string
  major: string
  education_level: string
  training_mode: string
  cohort: number
  destination: string
}

export interface RosterPage {
  rows: RosterRow[]
  total: number
  next?: string | null
}

export interface ProvinceSchool {
  school: string
  name: string
  signing_open: boolean
  graduates: number
  in_review: number
  effective: number
  oldest_waiting_since_ms?: number | null
}

export interface ProvinceHome {
  name: string
  agreement_kind?: string | null
  schools: ProvinceSchool[]
}

export interface FieldProblem {
  field: string
  message: string
}

export interface Problem {
  type: string
  status: number
  code: string
  title: string
  detail: string
  happened?: string | null
  fields?: FieldProblem[]
  request_id: string
}

export type * from './frames'
