import type { DescribedForm, FormBlock } from '@/api/wire'
import { PROOF } from './problems'

/** The questions that are shown at once: a group on a phone, all of them at a desk. */
export interface Screen {
  key: string
  label: string
  blocks: FormBlock[]
  /** The proof is handed in here. */
  proof: boolean
  /** Everything is read once more here, and sent. */
  last: boolean
}

export const LAST = 'check'

const asks = (form: DescribedForm) => form.proof.most > 0

function groups(form: DescribedForm): Screen[] {
  const blocks = form.blocks.map((block) => ({ key: block.key, label: block.label, blocks: [block], proof: false, last: false }))
  return asks(form) ? [...blocks, { key: PROOF, label: '证明材料', blocks: [], proof: true, last: false }] : blocks
}

const together = (form: DescribedForm): Screen[] => [{ key: 'all', label: '填写信息', blocks: form.blocks, proof: asks(form), last: false }]

export function screensOf(form: DescribedForm, wide: boolean): Screen[] {
  const last: Screen = { key: LAST, label: '核对并提交', blocks: [], proof: false, last: true }
  return [...(wide ? together(form) : groups(form)), last]
}

/** The screen on which a field is filled in. */
export const screenOf = (screens: Screen[], field: string): Screen | undefined =>
  screens.find(({ blocks, proof }) => (field === PROOF ? proof : blocks.some((block) => block.fields.some(({ key }) => key === field))))
