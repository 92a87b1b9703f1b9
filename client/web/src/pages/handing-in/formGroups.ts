import type { DescribedForm } from '@/api/wire'

/** The forms under one heading. */
export interface FormGroup {
  code: string
  label: string
  forms: DescribedForm[]
}

/** The forms by their headings, in the order in which the server offers them. */
export function groupsOf(forms: DescribedForm[]): FormGroup[] {
  const groups: FormGroup[] = []
  for (const form of forms) {
    const { code, label } = form.group ?? { code: '', label: '' }
    const last = groups.at(-1)
    if (last?.code === code) last.forms.push(form)
    else groups.push({ code, label, forms: [form] })
  }
  return groups
}

/** Groups of questions that most forms ask: they do not tell one form from another. */
const COMMON = ['archive', 'household', 'remark']

/** The questions of a form that others do not ask. */
export const ownParts = (form: DescribedForm): string =>
  form.blocks
    .filter(({ key }) => !COMMON.includes(key))
    .map(({ label }) => label)
    .join('、')
