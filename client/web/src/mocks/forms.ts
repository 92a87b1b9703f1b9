import type { DescribedForm, FormField, Holds, Section, Terms } from '@/api/wire'
import { isAsked } from '@/components/described/asked'
import { answersOf } from '@/components/described/sent'

type Rest = Partial<Pick<FormField, 'needed' | 'when' | 'unless' | 'only' | 'hint'>>
const field = (key: string, label: string, holds: Holds, rest: Rest = {}): FormField => ({ key, label, holds, hint: '', needed: true, ...rest })
const text = (least: number, most: number): Holds => ({ kind: 'text', least, most })
const code = (table: string): Holds => ({ kind: 'code', table })
const yuan = (least: number, most: number): Holds => ({ kind: 'money', least, most })

const archive = { when: { field: 'archive', answer: 'yes' } }
const household = { when: { field: 'household', answer: 'yes' } }

const TRANSFERS = [
  {
    key: 'archive',
    label: '档案转寄',
    fields: [
      field('archive', '是否接收档案', { kind: 'flag' }),
      field('archive_transfer_type', '档案转寄类型', code('archive_transfer_type'), archive),
      field('archive_region', '档案转寄单位所在地', { kind: 'region' }, archive),
    ],
  },
  {
    key: 'household',
    label: '户口迁转',
    fields: [
      field('household', '是否接收户口', { kind: 'flag' }),
      field('household_transfer_type', '户口迁转类型', code('household_transfer_type'), household),
      field('household_region', '户口迁转所在地', { kind: 'region' }, household),
      field('household_address', '户口迁转地址', text(2, 120), household),
    ],
  },
]

const form = (code: string, label: string, blocks: DescribedForm['blocks']): DescribedForm => ({
  form: code,
  label,
  blocks,
  proof: { least: 0, most: 0, hint: '' },
})

/** The forms that are filled in elsewhere than under a kind, as far as a page without a server needs them. */
export const FORMS: Record<string, DescribedForm> = {
  AGREEMENT: form('AGREEMENT', '签约信息', [
    {
      key: 'terms',
      label: '签约信息',
      fields: [
        field('job_title', '职位名称', text(2, 60)),
        field('job_category', '职位类别', code('job_category')),
        field('work_region', '工作地点', { kind: 'region' }),
        field('work_address', '工作地址', text(0, 120), { needed: false }),
        field('report_from', '报到时间', { kind: 'date' }),
        field('report_by', '报到期限', { kind: 'date' }),
        field('salary_monthly', '月薪（税前）', yuan(1, 999_999)),
        field('probation_months', '试用期', { kind: 'count', least: 0, most: 6, unit: 'months' }, { needed: false }),
        field('probation_salary', '试用期月薪', yuan(1, 999_999), { needed: false, unless: { field: 'probation_months', answer: '0' } }),
        field(
          'apprenticeship_months',
          '见习期',
          { kind: 'count', least: 0, most: 12, unit: 'months' },
          { needed: false, only: { field: 'employer_nature', answers: ['10', '20', '21', '22', '23', '29'] } },
        ),
        field('service_half_years', '服务期', { kind: 'count', least: 0, most: 40, unit: 'half_years' }, { needed: false }),
        field('penalty_amount', '违约金', yuan(0, 9_999_999), { needed: false }),
      ],
    },
    ...TRANSFERS,
  ]),
  PAPERS: form('PAPERS', '报到证及户档信息', [
    {
      key: 'card',
      label: '报到证',
      fields: [
        field('card', '填写报到证信息', { kind: 'flag' }),
        field('card_organisation', '报到单位名称', text(2, 100), { when: { field: 'card', answer: 'yes' } }),
        field('card_region', '报到单位所在地', { kind: 'region' }, { when: { field: 'card', answer: 'yes' } }),
      ],
    },
    ...TRANSFERS,
  ]),
}

/** The terms as a reader sees them; codes stay codes. */
export function sectionsOf(terms: Terms): Section[] {
  const agreement = FORMS['AGREEMENT']!
  const answers = answersOf(agreement, terms)
  const told = (fields: FormField[]) => fields.filter((one) => isAsked(one, answers) && answers[one.key])
  return agreement.blocks.map(({ label, fields }) => ({
    title: label,
    facts: told(fields).map((one) => ({ key: one.key, label: one.label, text: answers[one.key] ?? '' })),
  }))
}
