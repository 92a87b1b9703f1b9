import type { Intent } from '@/api/commands'
import { approveUnilaterally, force, voidUngraduated } from '@/api/commands'
import type { CaseRow } from '@/api/wire'
import { moment } from '@/words/dates'
import { isOverdue } from '@/words/states'

/** Acts by statement of a school user: they take effect at once, and nobody reviews them (RES-02, RES-04). */
export type StatementAction = 'approve_unilaterally' | 'force' | 'void_ungraduated'

interface StatementFacts {
  /** The effects. */
  effects: readonly string[]
  /** The guide's warning. */
  warning: string
  /** Content of the statement. */
  hint: string
  intent: (row: CaseRow, statement: string) => Intent
}

const RESCINDED = [
  '解约即时完成，无需再审核；原签约变为「已解约」，双方收到通知',
  '毕业生可以与其他单位签约或登记毕业去向',
  '就业管理系统中的毕业去向变为「待就业」，报到证及户档信息清空',
] as const
const WARNING = '该功能仅对学校用户开放，请谨慎使用；使用前应与用人单位协商一致，以防出现纠纷。提交后不可撤销。'

export const STATEMENTS: Record<StatementAction, StatementFacts> = {
  force: {
    effects: RESCINDED,
    warning: WARNING,
    hint: '请写明核实的情况：何时、怎样联系过用人单位，单位为何没有处理',
    intent: (row, statement) => force(row, { statement }),
  },
  approve_unilaterally: {
    effects: RESCINDED,
    warning: WARNING,
    hint: '请写明核实的情况：用人单位为何不能提供解约材料，毕业生上传的情况说明是否属实',
    intent: (row, statement) => approveUnilaterally(row, { statement }),
  },
  void_ungraduated: {
    effects: ['毕业生和用人单位收到通知，毕业生可以重新签约或登记毕业去向', '正在办理的解约申请不再办理'],
    warning: '请先核对毕业资格审核结果，并与毕业生、用人单位沟通。提交后不可撤销。',
    hint: '请写明未按期毕业的情况和依据，如：毕业资格审核结论、文号、日期',
    intent: (row, statement) => voidUngraduated(row, { statement }),
  },
}

export const isStatement = (action: string | null): action is StatementAction => action !== null && action in STATEMENTS

/**
 * Until when the employer may still answer what is about to be forced (RES-02): the guide means it for an employer that does not answer,
 * and the rule lets a school user do it before. Nothing where there is no such date.
 */
export function earlyNote(action: StatementAction, row: CaseRow, now: number): string {
  if (action !== 'force' || !row.expires_at_ms) return ''
  const until = moment(row.expires_at_ms)
  if (isOverdue(row, now)) return `单位应在 ${until} 前答复，已逾期。`
  return `单位在 ${until} 之前仍可以答复，目前没有逾期。强制解约用于单位逾期不答复的情形，请等到答复期限之后再办理；确需提前的，请先与单位核实。`
}
