import { asNumber, asSeen } from './typed'

/** The faults of a form, by the path of each field in the request; the server has the last word. */
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
}
