import type { EmsSchoolForm } from '@/api/wire'
import { asNumber } from '@/components/form/typed'

/** The faults of a school to be founded, by field; the server has the last word. */
export function problemsOf(form: EmsSchoolForm): Partial<Record<keyof EmsSchoolForm, string>> {
  const length = [...form.name.trim()].length
  return {
    ...(!/^[1-9]\d{4}$/.test(asNumber(form.school)) && { school: '请输入 5 位院校代码' }),
    ...((length < 2 || length > 60) && { name: length ? '院校名称应为 2 至 60 个字' : '请填写院校名称' }),
  }
}
