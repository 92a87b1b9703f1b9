import type { EmsAccount, EmsAccounts, EmsRosterDetail, EmsRosterRow, EmsSchools, InvalidatedPage, SyncDifferences, SyncState } from '@/api/wire'
import { DEPARTMENTS, rowOf } from './people'

const HOUR = 3_600_000
const PERMISSIONS = { basic: 'read_write', archive: 'none', household: 'none' }

/** Every thirtieth graduate was deleted. */
export const emsRows = (removed: boolean): EmsRosterRow[] =>
  Array.from({ length: 240 }, (_, index) => index)
    .filter((index) => (index % 30 === 29) === removed)
    .map((index) => {
      const row = rowOf(index, 'effective', 0)
      return {
        graduate: `g${index}`,
        exam_no: row.exam_no,
        name: row.graduate_name,
        id_no_masked: '330***********1234',
        department: row.department,
        major: row.major,
        education_level: row.education_level,
        cohort: 2027,
        revision: 1,
        removed_at_ms: removed ? Date.now() - index * HOUR : null,
        destination: index % 3 === 0 ? `签就业协议形式就业 · ${row.subject}` : '待就业',
      }
    })

/** One of them with everything that may be edited. */
export function detail(graduate: string): EmsRosterDetail {
  const row = [...emsRows(false), ...emsRows(true)].find((one) => one.graduate === graduate)!
  const fields = { gender: '1', ethnicity: '01', political_status: '13', student_no: '2023001', schooling_years: '4', training_mode: '1' }
  return {
    row,
    fields: { ...fields, name: row.name, exam_no: row.exam_no, department: row.department, education_level: row.education_level, major: row.major },
    mobile_masked: '138****5678',
    email: 'somebody@example.cn',
    household_in_school: true,
    papers: { card: null, archive: null, household: null },
    papers_version: 1,
  }
}

export const SCHOOLS: EmsSchools = {
  province: '浙江省',
  schools: [
    { school: '10335', name: '钱江大学', graduates: 6120, accounts: 2 },
    { school: '10336', name: '西溪师范学院', graduates: 3480, accounts: 1 },
    { school: '10337', name: '甬城职业技术学院', graduates: 0, accounts: 0 },
  ],
}

const account = (number: number, name: string, rest: Partial<EmsAccount>): EmsAccount => ({
  account: String(number),
  login: number === 1 ? '10335' : `10335-0${number}`,
  name,
  department: null,
  level: null,
  permissions: PERMISSIONS,
  locked: false,
  revision: 1,
  matches_nobody: false,
  editable: number !== 1,
  sole_reviewer: number === 2 ? { of: DEPARTMENTS[0]!, waiting: 11 } : null,
  ...rest,
})

export const ACCOUNTS: EmsAccounts = {
  accounts: [
    account(1, '周敏', {}),
    account(2, '陈立', { department: DEPARTMENTS[0]! }),
    account(3, '沈洁', { department: '医学院（护理学院）', matches_nobody: true }),
    account(4, '何卫东', { department: DEPARTMENTS[2]!, locked: true, permissions: { basic: 'read_only', archive: 'read_only', household: 'none' } }),
  ],
  departments: DEPARTMENTS,
  unattended: [DEPARTMENTS[1]!, DEPARTMENTS[3]!, DEPARTMENTS[4]!].map((department, index) => ({ department, waiting: index, unopened: index === 1 })),
  two_levels: true,
  most: { level: null, permissions: { basic: 'read_write', archive: 'read_write', household: 'read_write' } },
}

export const invalidated = (): InvalidatedPage => ({
  total: emsRows(true).length,
  departments: DEPARTMENTS,
  rows: emsRows(true).map((row, index) => ({
    graduate: row.graduate,
    exam_no: row.exam_no,
    name: row.name,
    department: row.department,
    removed_at_ms: row.removed_at_ms ?? 0,
    former: [[], ['签约成功'], ['学生已同意签约，等待学院审核', '单位已撤回签约邀请']][index % 3]!,
  })),
})

export const sync = (): SyncState => ({
  links: [
    {
      direction: 'to_ems',
      carried: 2210,
      waiting: 3,
      oldest_since_ms: Date.now() - 2 * HOUR,
      attempts: 0,
      error: null,
      refused: [{ number: 7, subject: '王子涵（考生号 23330106151003）', since_ms: Date.now() - 2 * HOUR, reason: '名单中没有该毕业生' }],
    },
    { direction: 'to_platform', carried: 6120, waiting: 12, oldest_since_ms: Date.now() - HOUR, attempts: 4, error: '对方没有应答', refused: [] },
  ],
})

export const DIFFERENCES: SyncDifferences = {
  graduates: 6120,
  total: 2,
  rows: [
    {
      graduate: '10335-2027-3',
      name: '王子涵',
      exam_no: '23330106151003',
      aspect: '毕业去向',
      platform: '钱塘示范软件有限公司',
      ems: '待就业',
      on_the_way: true,
    },
    { graduate: '10335-2027-9', name: '李雨桐', exam_no: '23330106151009', aspect: '院系', platform: '计算机学院', ems: '软件学院', on_the_way: false },
  ],
}
