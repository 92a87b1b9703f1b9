import { asNumber, asSeen } from './typed'

/** What is wrong with a field, by its path in the request; the server has the last word. */
export type Problems = Record<string, string>

export const POSTCODE = /^(?!000000)\d{6}$/
/** Mobile, landline with its area, extension or none, 400 and short numbers: which it is, the server says. */
export const PHONE = /^\+?\d[\d()转]{4,}$/

/** Value at a path such as `terms.archive.region`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null)?.[key], value)
}

const length = (text: string) => [...asSeen(text)].length

/** The checks of one form. */
export class Rules {
  readonly problems: Problems = {}

  constructor(private readonly form: unknown) {}

  lengths(path: string, label: string, least: number, most: number): void {
    const size = length(String(at(this.form, path) ?? ''))
    if (size === 0 && least > 0) this.problems[path] = `请填写${label}`
    else if (size < least || size > most) this.problems[path] = `${label}应为 ${least} 至 ${most} 个字`
  }

  chosen(path: string, label: string): void {
    if (!at(this.form, path)) this.problems[path] = `请选择${label}`
  }

  /** A number or code; width and grouping do not matter. */
  matches(path: string, pattern: RegExp, problem: string): void {
    if (!pattern.test(asNumber(String(at(this.form, path) ?? '')))) this.problems[path] = problem
  }

  /** Where archive and household go, if anywhere: the same paths wherever they are sent. */
  transfers(): void {
    if (at(this.form, 'terms.archive')) this.archive()
    if (at(this.form, 'terms.household')) this.household()
  }

  private archive(): void {
    this.chosen('terms.archive.transfer_type', '档案转寄类型')
    this.lengths('terms.archive.organisation', '档案转寄单位名称', 2, 100)
    this.chosen('terms.archive.region', '档案转寄单位所在地')
    this.lengths('terms.archive.address', '档案转寄单位地址', 5, 120)
    this.lengths('terms.archive.contact', '档案转寄联系人', 2, 40)
    this.matches('terms.archive.postcode', POSTCODE, '请填写 6 位邮政编码')
    this.matches('terms.archive.contact_phone', PHONE, '请填写手机号码，或带区号的固定电话')
  }

  private household(): void {
    this.chosen('terms.household.transfer_type', '户口迁转类型')
    this.chosen('terms.household.region', '户口迁转所在地')
    this.lengths('terms.household.address', '户口迁转地址', 2, 120)
  }
}
