import type { Graduate, School } from './people.ts'
import { plainTerms } from './terms.ts'
import { workbook } from './workbook.ts'

/** A row of a file of invitations: whom, and what differs from terms that hold. */
export interface InvitationLine {
  school: Pick<School, 'name'>
  person: Pick<Graduate, 'name' | 'exam_no'>
  change?: Record<string, string>
}

const terms = plainTerms() as unknown as { report_from: string; report_by: string }

const COLUMNS: Record<string, (line: InvitationLine) => string> = {
  学校: ({ school }) => school.name,
  考生号: ({ person }) => person.exam_no,
  姓名: ({ person }) => person.name,
  职位名称: () => '测试工程师',
  职位类别: () => '工程技术人员',
  工作地点: () => '浙江省杭州市西湖区',
  工作地址: () => '示例路 1 号',
  '月薪（税前，元）': () => '9,000',
  报到时间: () => terms.report_from,
  报到期限: () => terms.report_by,
}

/** A file of invitations, as an employer fills in the template. */
export function invitationFile(lines: InvitationLine[]) {
  const titles = Object.keys(COLUMNS)
  const rows = lines.map((line) => titles.map((title) => line.change?.[title] ?? COLUMNS[title]!(line)))
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: '批量邀约.xlsx', mimeType, buffer: workbook([titles, ...rows]) }
}
