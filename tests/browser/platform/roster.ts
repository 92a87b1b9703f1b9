import type { School as Known } from './people.ts'
import { workbook } from './workbook.ts'

type School = Pick<Known, 'school' | 'name'>

/** What has to be said of a graduate in a roster file; the rest is the same for everybody here. */
export interface Line {
  name: string
  idNo: string
  examNo: string
  department: string
  politicalStatus?: string
}

const COLUMNS = {
  考生号: (line: Line) => line.examNo,
  姓名: (line: Line) => line.name,
  身份证号: (line: Line) => line.idNo,
  性别: (line: Line) => (Number(line.idNo[16]) % 2 === 1 ? '1' : '2'),
  民族: () => '01',
  政治面貌: (line: Line) => line.politicalStatus ?? '13',
  院校代码: (_: Line, school: School) => school.school,
  院校名称: (_: Line, school: School) => school.name,
  所在院系: (line: Line) => line.department,
  学号: (line: Line) => line.examNo.slice(-10),
  学历: () => '31',
  专业代码: () => '080901',
  专业名称: () => '计算机科学与技术',
  学制: () => '4',
  培养方式: () => '1',
  生源所在地代码: () => '330106',
  入学时间: () => '20230901',
  毕业时间: () => '20270630',
  师范生类别代码: () => '2',
  困难生类别代码: () => '0',
  档案是否转入学校: () => '是',
  户口是否转入学校: () => '是',
}

/** A roster file, as a school fills in the template. */
export function rosterFile(school: School, lines: Line[]) {
  const rows = lines.map((line) => Object.values(COLUMNS).map((text) => text(line, school)))
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: '学生名单.xlsx', mimeType, buffer: workbook([Object.keys(COLUMNS), ...rows]) }
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An ID number of nobody, with its check digit; above 999 of another birthday. */
export function inventedIdNo(serial: number): string {
  const day = String(31 - Math.floor(serial / 1000)).padStart(2, '0')
  const digits = `330106200412${day}${String(serial % 1000).padStart(3, '0')}`
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at]!, 0)
  return digits + '10X98765432'[sum % 11]
}
