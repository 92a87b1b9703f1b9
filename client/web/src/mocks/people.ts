import type { CaseRow, EmployerCard, GraduateCard, Terms, Tone } from '@/api/wire'
import { KINDS, labelOf } from './states'

const HOUR = 3_600_000
const FAMILY = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const GIVEN = ['子涵', '雨桐', '浩然', '思远', '嘉怡', '俊杰', '欣怡', '宇轩', '梓萱', '晨曦', '明哲', '若彤', '一诺', '佳宁', '泽宇']
const EMPLOYERS = [
  '杭州云栖数据科技有限公司',
  '浙江省第三人民医院',
  '宁波甬江精密制造股份有限公司',
  '滨江区实验小学',
  '钱塘银行股份有限公司',
  '上海浦江芯片设计有限公司',
]
const JOBS = ['后端开发工程师', '临床护理', '工艺工程师', '小学数学教师', '客户经理', '数字前端设计工程师']
const CATEGORIES = ['13', '19', '13', '24', '22', '13']
export const DEPARTMENTS = ['计算机科学与技术学院', '医学院', '机械工程学院', '教育学院', '经济学院']
const MAJORS = ['软件工程', '护理学', '机械设计制造及其自动化', '小学教育', '金融学']
const TONES: Record<string, Tone> = {
  effective: 'effective',
  rejected: 'rejected',
  declined: 'ended',
  expired: 'ended',
  withdrawn: 'ended',
  invalidated: 'ended',
}

export const toneOf = (state: string): Tone => TONES[state] ?? 'waiting'

/** Always the same people: a picture taken twice is the same picture. */
function dice(seed: number) {
  let at = seed
  return (sides: number) => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((at / 2_147_483_648) * sides)
  }
}

export function rowOf(index: number, state: string, nowMs: number, kind = 'online_signing'): CaseRow {
  const roll = dice(index * 7919 + 17)
  const field = roll(DEPARTMENTS.length)
  const employer = roll(EMPLOYERS.length)
  const accepted = !['invited', 'declined', 'expired', 'withdrawn'].includes(state)
  const rescinds = kind === 'online_rescission'
  const since = nowMs - (roll(90) + 1) * HOUR - roll(60) * 60_000
  return {
    case: `c${index}`,
    version: 3,
    kind,
    kind_label: KINDS[kind] ?? kind,
    initiator: kind === 'online_signing' ? 'employer' : 'graduate',
    state,
    state_label: labelOf(state, kind),
    tone: toneOf(state),
    exam_no: `2333010615${String(1000 + index)}`,
    graduate_name: FAMILY[roll(FAMILY.length)]! + GIVEN[roll(GIVEN.length)]!,
    school_name: '钱江大学',
    department: DEPARTMENTS[field]!,
    major: MAJORS[field]!,
    education_level: roll(4) === 0 ? '11' : '31',
    employer: `e${employer}`,
    subject: EMPLOYERS[employer]!,
    detail: JOBS[employer]!,
    job_category: CATEGORIES[employer]!,
    salary_monthly: 6000 + roll(30) * 500,
    since_ms: since,
    ...(accepted && { submitted_at_ms: since - roll(20) * HOUR }),
    ...(state === 'invited' && { expires_at_ms: nowMs + (roll(100) + 5) * HOUR }),
    // Some employers have let their time pass.
    ...(state === 'asked_employer' && { expires_at_ms: nowMs + (roll(100) - 50) * HOUR }),
    ...(rescinds && { about: 'c3' }),
    ...(toneOf(state) === 'effective' && { reviewer: '周敏' }),
    ...(state === 'invalidated' && { former_label: labelOf('effective') }),
  }
}

export const termsOf = (row: CaseRow): Terms => ({
  job_title: row.detail,
  job_category: row.job_category,
  work_region: '330108',
  work_address: '江南大道 3888 号 2 幢',
  salary_monthly: row.salary_monthly,
  salary_note: '十三薪，绩效另计',
  probation_months: 3,
  probation_salary: Math.ceil(row.salary_monthly * 0.85),
  service_half_years: 6,
  report_from: '2027-07-01',
  report_by: '2027-07-15',
  penalty_amount: 3000,
  penalty_note: '服务期内每满一年递减三分之一',
  other_terms: '提供人才公寓；考取研究生或公务员的，本协议自动解除，不收取违约金。',
  archive: {
    transfer_type: 'ARC_EMPLOYER',
    organisation: '杭州市滨江区人才服务中心',
    region: '330108',
    address: '泰安路 200 号',
    postcode: '310051',
    contact: '沈老师',
    contact_phone: '0571-87700000',
  },
  household: { transfer_type: 'HUK_TALENT', region: '330108', address: '泰安路 200 号集体户' },
})

export const employerOf = (row: CaseRow): EmployerCard => ({
  name: row.subject,
  credit_code: '91330108MA2XXXXX0K',
  nature: '39',
  industry: '34',
  region: '330108',
  address: '江南大道 3888 号',
  contact_name: '陆经理',
  contact_phone: '0571-88880000',
  contact_email: 'hr@example.com',
})

export const graduateOf = (row: CaseRow): GraduateCard => ({
  graduate: 'g1',
  name: row.graduate_name,
  id_no_masked: '3301**********1234',
  exam_no: row.exam_no,
  student_no: '2023010486',
  gender: '2',
  ethnicity: '01',
  political_status: '03',
  school_name: row.school_name,
  department: row.department,
  major: row.major,
  education_level: row.education_level,
  schooling_years: '4',
  training_mode: '1',
  graduate_date: '2027-06-30',
  cohort: 2027,
  mobile_masked: '138****5678',
})
