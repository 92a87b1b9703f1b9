import type { Column } from '@/words/columns'
import { yuan } from '@/words/amounts'
import { moment } from '@/words/dates'

/** The times are in view beside the menu of a desk 1280 pixels wide. */
export const COLUMNS: Column[] = [
  { key: 'state', label: '签约状态', width: 180 },
  { key: 'name', label: '毕业生', width: 84 },
  { key: 'kind', label: '类别', width: 76, text: (row) => row.kind_label },
  { key: 'school', label: '学校', width: 126, text: (row) => row.school_name },
  { key: 'job', label: '职位名称', width: 112, text: (row) => row.detail },
  { key: 'salary', label: '月薪', width: 84, text: (row) => (row.salary_monthly ? yuan(row.salary_monthly) : '—') },
  { key: 'expires', label: '答复截止时间', width: 126, text: (row) => (row.expires_at_ms ? moment(row.expires_at_ms) : '—') },
  { key: 'waiting', label: '等待时长', width: 104 },
  { key: 'major', label: '专业', width: 110, text: (row) => row.major },
  { key: 'education', label: '学历', width: 90, text: (row, names) => names.name('education_level', row.education_level) },
]
