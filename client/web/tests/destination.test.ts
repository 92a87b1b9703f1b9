import { describe, expect, it } from 'vitest'
import type { CaseRow, DescribedForm, FormField } from '@/api/wire'
import { answersAsked, answersKept, isAsked } from '@/components/described/asked'
import { factsOf } from '@/components/described/inWords'
import { allProblems } from '@/components/described/problems'
import { screenOf, screensOf } from '@/components/described/screens'
import { groupsOf, ownParts } from '@/pages/handing-in/formGroups'
import { newestDraft } from '@/pages/handing-in/newestDraft'
import { caseInTheWay } from '@/pages/handing-in/caseInTheWay'
import { cautioned } from '@/words/facts'

const field = (key: string, label: string, holds: FormField['holds'], more: Partial<FormField> = {}): FormField => ({
  key,
  label,
  holds,
  hint: '',
  needed: true,
  ...more,
})

const FORM: DescribedForm = {
  form: 'LABOR_CONTRACT',
  label: '签劳动合同形式就业',
  blocks: [
    {
      key: 'contract',
      label: '劳动合同',
      fields: [
        field('job_title', '职位名称', { kind: 'text', least: 2, most: 60 }),
        field('salary', '月薪', { kind: 'money', least: 1, most: 999_999 }),
        field('open_ended', '无固定期限', { kind: 'flag' }),
        field('contract_to', '合同终止日期', { kind: 'date' }, { when: { field: 'open_ended', answer: 'no' } }),
        field('contract_no', '合同编号', { kind: 'text', least: 1, most: 60 }, { needed: false }),
      ],
    },
    { key: 'remark', label: '备注', fields: [field('remark', '备注', { kind: 'lines', least: 0, most: 500 }, { needed: false })] },
  ],
  proof: { least: 1, most: 2, hint: '劳动合同' },
}

const COMPLETE = { job_title: '工程师', salary: '15000', open_ended: 'no', contract_to: '2030-07-04' }
const problems = (answers: Record<string, string>, files = ['a']) => allProblems(FORM, answers, files)

describe('DES-01 questions that depend on another answer', () => {
  const asked = FORM.blocks[0]!.fields[3]!

  it('are asked only while the other answer is that one', () => {
    const said: Record<string, string>[] = [{}, { open_ended: 'yes' }, { open_ended: 'no' }]
    expect(said.map((answers) => isAsked(asked, answers))).toEqual([false, false, true])
  })

  it('keep their answers in a draft, and hand in none that is not asked for', () => {
    const answers = { ...COMPLETE, open_ended: 'yes', unknown: 'x', contract_no: '' }
    expect(answersKept(FORM, answers)).toEqual({ ...COMPLETE, open_ended: 'yes' })
    expect(answersAsked(FORM, answers)).toEqual({ job_title: '工程师', salary: '15000', open_ended: 'yes' })
  })
})

describe('DES-01 what is wrong before it is sent', () => {
  it('is nothing with a complete form', () => expect(problems(COMPLETE)).toEqual({}))

  it('is every needed question, in the order of the page, and the proof', () => {
    expect(Object.keys(problems({}, []))).toEqual(['job_title', 'salary', 'open_ended', 'files'])
    expect(Object.keys(problems({ open_ended: 'no' }))).toEqual(['job_title', 'salary', 'contract_to'])
  })

  it.each([
    ['a text that is too short', 'job_title', '师'],
    ['an amount with a fraction', 'salary', '15000.5'],
    ['an amount above the limit', 'salary', '1000000'],
    ['a remark that is too long', 'remark', '长'.repeat(501)],
  ])('is %s', (_, key, answer) => expect(problems({ ...COMPLETE, [key]: answer })).toHaveProperty([key]))

  it('is a file too many', () => expect(problems(COMPLETE, ['a', 'b', 'c'])).toHaveProperty('files'))
})

describe('DES-01 the screens of a form', () => {
  it('are one for each group on a phone and one for all at a desk, and the last one to read everything', () => {
    expect(screensOf(FORM, false).map(({ key }) => key)).toEqual(['contract', 'remark', 'files', 'check'])
    expect(screensOf(FORM, true).map(({ key }) => key)).toEqual(['all', 'check'])
  })

  it('are found by a field', () => {
    const found = ['contract_to', 'files', 'nothing'].map((key) => screenOf(screensOf(FORM, false), key)?.key)
    expect(found).toEqual(['contract', 'files', undefined])
  })

  it('say answers in words', () => {
    const names = { name: (_: string, code: string) => code, region: (code: string) => code }
    const values = factsOf(FORM.blocks[0]!, COMPLETE, names).map(({ value }) => value)
    expect(values).toEqual(['工程师', '15,000 元', '否', '2030年7月4日', ''])
  })
})

describe('DES-01 the forms to choose from', () => {
  const form = (code: string, group?: string): DescribedForm => ({ ...FORM, form: code, ...(group && { group: { code: group, label: `${group}类` } }) })

  it('stand under their headings, in the order in which they are offered', () => {
    const forms = [form('A', 'employment'), form('B', 'employment'), form('C', 'study'), form('D')]
    const groups = groupsOf(forms).map(({ label, forms }) => [label, forms.map((one) => one.form).join('')])
    expect(groups).toEqual([
      ['employment类', 'AB'],
      ['study类', 'C'],
      ['', 'D'],
    ])
    expect(groupsOf([])).toEqual([])
  })

  it('say what they ask beside what all of them do', () => expect(ownParts(FORM)).toBe('劳动合同'))

  it('may be told in hundredths and in a few codes of a table', () => {
    const share = field('share', '持股比例', { kind: 'percent', least: 1, most: 100 })
    const only = { ...FORM, blocks: [{ key: 'own', label: '创业信息', fields: [share] }] }
    const wrong = (answer: string) => Object.keys(allProblems(only, { share: answer }, ['a']))
    expect([wrong('60'), wrong('0'), wrong('101'), wrong('33.3'), wrong('')].map((found) => found.length)).toEqual([0, 1, 1, 1, 1])
    const names = { name: (_: string, code: string) => code, region: (code: string) => code }
    expect(factsOf(only.blocks[0]!, { share: '60' }, names)[0]!.value).toBe('60%')
  })
})

describe('DES-02 what a reviewer should look at', () => {
  it('stands at the fact that it is about', () => {
    const facts = cautioned(
      [
        { key: 'job_category', label: '职位类别', value: '其他人员' },
        { label: '备注', value: '' },
      ],
      [{ field: 'job_category', code: 'job_category_other', text: '请核实' }],
    )
    expect(facts.map(({ caution }) => caution)).toEqual(['请核实', ''])
  })
})

describe('DES-03 which of two drafts goes on', () => {
  const filled = (form: string) => ({ form, answers: {}, files: [] })
  const kept = (at_ms: number, saved: boolean) => ({ filled: filled('device'), at_ms, saved })
  const draft = (at_ms: number) => ({ filled: filled('server'), at_ms })
  const formOf = (...copies: Parameters<typeof newestDraft>) => newestDraft(...copies)?.filled.form ?? null

  it('is the only one there is', () => {
    expect([formOf(null, null), formOf(null, draft(1)), formOf(kept(1, false), null)]).toEqual([null, 'server', 'device'])
  })

  it('is the newer one, where the server lacks what is on the device', () => {
    expect([formOf(kept(2, false), draft(1)), formOf(kept(1, false), draft(2))]).toEqual(['device', 'server'])
  })

  it('is the server’s once the server has what is on the device: another device went on, or handed it in', () => {
    expect([formOf(kept(9, true), draft(1)), formOf(kept(9, true), null)]).toEqual(['server', null])
  })
})

describe('DES-04 the case that stands in the way of a new registration', () => {
  const cases = ['declined', 'effective', 'in_review_school'].map((state) => ({ case: state, state }) as CaseRow)
  const stamping = { case: 'stamping', state: 'stamp_awaited' } as CaseRow
  const ended = { case: 'ended', state: 'effective', about: 'effective' } as CaseRow
  const asked = { case: 'asked', state: 'asked_employer', about: 'effective' } as CaseRow

  it.each([
    ['already_effective', 'effective'],
    ['case_in_process', 'in_review_school'],
    ['rescission_open', 'asked'],
    ['closed', undefined],
  ])('%s: %s', (code, found) => expect(caseInTheWay(code, [ended, ...cases, asked])?.case).toBe(found))

  it('is an agreement that waits for its stamp, and no rescission that is over', () => {
    expect(caseInTheWay('case_in_process', [ended, stamping])?.case).toBe('stamping')
    expect(caseInTheWay('rescission_open', [ended])).toBeUndefined()
  })
})
