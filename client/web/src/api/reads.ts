import { read } from './http'
import type {
  AccountSecurity,
  CaseDetail,
  CasePage,
  CaseQuery,
  CodeTables,
  EmployerPage,
  EmployerQuery,
  EmployerRegistration,
  EmsAccounts,
  EmsRosterPage,
  EmsRosterQuery,
  Inbox,
  InvalidatedPage,
  Me,
  ModuleSettings,
  ProvinceHome,
  RevealPage,
  RevealQuery,
  RosterPage,
  RosterQuery,
  SchoolList,
  SigningSettings,
  StaffHome,
  SyncState,
  UploadJob,
} from './wire'

export const readSession = () => read<Me>('/session')
export const readAccount = () => read<AccountSecurity>('/account')
export const readCodes = () => read<CodeTables>('/codes')
export const readStaffHome = () => read<StaffHome>('/home')
export const readCases = (query: CaseQuery, signal?: AbortSignal) => read<CasePage>('/cases', query, signal)
export const readCase = (id: string) => read<CaseDetail>(`/cases/${encodeURIComponent(id)}`)
export const readSchools = () => read<SchoolList>('/schools')
export const readInbox = () => read<Inbox>('/notices')
export const readRoster = (query: RosterQuery, signal?: AbortSignal) => read<RosterPage>('/roster', query, signal)
export const readReveals = (query: RevealQuery) => read<RevealPage>('/reveals', query)
export const readInvalidated = () => read<InvalidatedPage>('/roster/invalidated')
export const readEmsRoster = (query: EmsRosterQuery) => read<EmsRosterPage>('/ems/roster', query)
export const readUpload = (job: string) => read<UploadJob>(`/ems/uploads/${encodeURIComponent(job)}`)
export const readEmsAccounts = () => read<EmsAccounts>('/ems/accounts')
export const readSync = () => read<SyncState>('/sync')
export const readSettings = () => read<SigningSettings>('/settings')
export const readModuleSettings = (module: string) => read<ModuleSettings>(`/settings/modules/${encodeURIComponent(module)}`)
export const readRegistration = () => read<EmployerRegistration>('/employer/registration')
export const readEmployers = (query: EmployerQuery) => read<EmployerPage>('/province/employers', query)
export const readEmployer = (id: string) => read<EmployerRegistration>(`/province/employers/${encodeURIComponent(id)}`)
export const readProvince = () => read<ProvinceHome>('/province')
