import { read } from './http'
import type {
  AccountSecurity,
  AgreementZips,
  Batch,
  BatchItemQuery,
  BatchItems,
  BatchList,
  Board,
  Beginning,
  BulkJob,
  CaseDetail,
  CasePlace,
  CasePage,
  CaseQuery,
  CodeTables,
  ContactShown,
  DeliveryPage,
  DeliveryQuery,
  DeputyPage,
  DescribedForm,
  EmployerMatches,
  EmployerPage,
  EmployerQuery,
  EmployerRegistration,
  GraduationRecords,
  EmployerStanding,
  EmsAccounts,
  EmsRosterDetail,
  EmsRosterPage,
  EmsRosterQuery,
  EmsSchools,
  FlagPage,
  HiringGoal,
  Inbox,
  InvalidatedPage,
  InvalidatedQuery,
  Me,
  ModuleHome,
  ModuleSettings,
  NextThing,
  PaperAgreement,
  Permits,
  ProvinceHome,
  ProvinceStatisticsQuery,
  RevealPage,
  RevealQuery,
  RosterDetail,
  RosterPage,
  RosterQuery,
  SchoolList,
  SigningSettings,
  StaffHome,
  Statistics,
  SyncDifferences,
  SyncState,
  Timeline,
  TransferPage,
  TransferQuery,
  SystemInfo,
  UploadJob,
  WechatBinding,
  Warnings,
  ZipOffer,
} from './wire'

export const readSession = () => read<Me>('/session')
export const readAccount = () => read<AccountSecurity>('/account')
export const readRecords = () => read<GraduationRecords>('/records')
export const readContact = () => read<ContactShown>('/contact')
export const readSystem = () => read<SystemInfo>('/system')
export const readCodes = () => read<CodeTables>('/codes')
export const readStaffHome = () => read<StaffHome>('/home')
export const readCases = (query: CaseQuery, signal?: AbortSignal) => read<CasePage>('/cases', query, signal)
/** By the link that is printed on the agreement. */
export const readPaper = (link: string) => read<PaperAgreement>(`/paper/${encodeURIComponent(link)}`)
export const readCase = (id: string) => read<CaseDetail>(`/cases/${encodeURIComponent(id)}`)
export const readPermits = (id: string) => read<Permits>(`/cases/${encodeURIComponent(id)}/permits`)
/** `about`: the agreement that would end, for kinds that end one. */
export const readKind = (kind: string, about?: string) => read<Beginning>(`/kinds/${encodeURIComponent(kind)}`, { about })
export const readForm = (form: string) => read<DescribedForm>(`/forms/${encodeURIComponent(form)}`)
export const readBoard = () => read<Board>('/employer/board')
export const readPlace = (id: string) => read<CasePlace>(`/cases/${encodeURIComponent(id)}/place`)
export const readDeputies = () => read<DeputyPage>('/deputies')
export const readGoal = () => read<HiringGoal>('/employer/goal')
export const readNext = () => read<NextThing>('/next')
export const readTimeline = () => read<Timeline>('/timeline')
export const readBulk = (job: string) => read<BulkJob>(`/invitations/bulk/${encodeURIComponent(job)}`)
/** How many agreements a list has that can be downloaded. */
export const readZipOffer = (query: CaseQuery, signal?: AbortSignal) => read<ZipOffer>('/agreement-zips/offer', query, signal)
export const readZips = () => read<AgreementZips>('/agreement-zips')
export const readBatches = () => read<BatchList>('/batches')
export const readBatch = (id: string) => read<Batch>(`/batches/${encodeURIComponent(id)}`)
export const readBatchItems = (id: string, query: BatchItemQuery, signal?: AbortSignal) =>
  read<BatchItems>(`/batches/${encodeURIComponent(id)}/items`, query, signal)
export const readSchools = () => read<SchoolList>('/schools')
export const readInbox = () => read<Inbox>('/notices')
export const readFlags = () => read<FlagPage>('/flags')
export const findEmployers = (q: string) => read<EmployerMatches>('/flags/employers', { q })
export const readWarnings = (employers: string[]) => read<Warnings>('/warnings', { employers: employers.join(',') })
export const readStanding = (id: string) => read<EmployerStanding>(`/cases/${encodeURIComponent(id)}/registration`)
export const readRoster = (query: RosterQuery, signal?: AbortSignal) => read<RosterPage>('/roster', query, signal)
export const readReveals = (query: RevealQuery) => read<RevealPage>('/reveals', query)
export const readDeliveries = (query: DeliveryQuery) => read<DeliveryPage>('/deliveries', query)
export const readWechat = () => read<WechatBinding>('/account/wechat')
export const readRosterDetail = (graduate: string) => read<RosterDetail>(`/roster/${encodeURIComponent(graduate)}`)
export const readInvalidated = (query: InvalidatedQuery, signal?: AbortSignal) => read<InvalidatedPage>('/roster/invalidated', query, signal)
export const readEmsRoster = (query: EmsRosterQuery, signal?: AbortSignal) => read<EmsRosterPage>('/ems/roster', query, signal)
export const readUpload = (job: string) => read<UploadJob>(`/ems/uploads/${encodeURIComponent(job)}`)
export const readEmsGraduate = (graduate: string) => read<EmsRosterDetail>(`/ems/roster/${encodeURIComponent(graduate)}`)
/** Of the reader's own school, or of one that the reader's province named. */
export const readEmsAccounts = (school: string | null) => read<EmsAccounts>(school ? `/ems/schools/${encodeURIComponent(school)}/accounts` : '/ems/accounts')
export const readEmsSchools = () => read<EmsSchools>('/ems/schools')
export const readSync = () => read<SyncState>('/sync')
export const readSyncDifferences = () => read<SyncDifferences>('/sync/differences')
export const readSettings = () => read<SigningSettings>('/settings')
export const readModuleSettings = (module: string) => read<ModuleSettings>(`/settings/modules/${encodeURIComponent(module)}`)
export const readModuleHome = (module: string) => read<ModuleHome>(`/modules/${encodeURIComponent(module)}`)
export const readTransfers = (module: string, query: TransferQuery, signal?: AbortSignal) =>
  read<TransferPage>(`/modules/${encodeURIComponent(module)}/transfers`, query, signal)
export const readOwnRegistration = () => read<EmployerRegistration>('/employer/registration')
export const readEmployers = (query: EmployerQuery) => read<EmployerPage>('/province/employers', query)
export const readEmployer = (id: string) => read<EmployerRegistration>(`/province/employers/${encodeURIComponent(id)}`)
export const readStatistics = (query: ProvinceStatisticsQuery) => read<Statistics>('/statistics', query)
export const readProvinceStatistics = (query: ProvinceStatisticsQuery) => read<Statistics>('/province/statistics', query)
export const readProvince = () => read<ProvinceHome>('/province')
