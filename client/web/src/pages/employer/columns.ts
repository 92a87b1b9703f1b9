import type { Column } from '@/words/columns'
import { yuan } from '@/words/amounts'
import { moment } from '@/words/dates'

export const COLUMNS: Column[] = [
  { key: 'state', label: '签约状态', width: 230 },
  { key: 'name', label: '毕业生', width: 84 },
  { key: 'school', label: '学校', width: 150, text: (row) => row.school_name },
  { key: 'major', label: '专业', width: 130, text: (row) => row.major },
  { key: 'education', label: '学历', width: 90, text: (row, names) => names.name('education_level', row.education_level) },
  { key: 'job', label: '职位名称', width: 130, text: (row) => row.job_title },
  { key: 'salary', label: '月薪', width: 84, text: (row) => yuan(row.salary_monthly) },
  { key: 'expires', label: '应约截止时间', width: 130, text: (row) => (row.expires_at_ms ? moment(row.expires_at_ms) : '—') },
  { key: 'waiting', label: '等待时长', width: 110 },
]
