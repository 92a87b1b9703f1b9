import type { CaseDetail, Code } from '@/api/wire'
import { STATE, levelOf } from '@/words/states'

/** Whether the approval lets something be stamped, which is reviewed in its turn (OFF-02). */
function leadsToStamp({ row }: CaseDetail, states: readonly Code[]): boolean {
  const stamped = states.some(({ code, kinds }) => code === STATE.stampAwaited && kinds?.includes(row.kind))
  return stamped && row.state === 'in_review_school'
}

/** The effect of an approval, said before its second key. `states` is the code table `case_states`. */
export function approvalOf(detail: CaseDetail, standsIn: boolean, states: readonly Code[]): string {
  const { row } = detail
  const passed = `${detail.review_word}通过`
  if (standsIn) return `将代学院${passed}，之后仍须学校${detail.review_word}，10 秒内可撤回。`
  if (levelOf(row.state) === 'department') return `${passed}后将提交学校，10 秒内可撤回。`
  if (leadsToStamp(detail, states)) return `${passed}后生成就业协议书，由用人单位盖章后回传，10 秒内可撤回。`
  if (row.about) return `${passed}后解约完成，原签约解除，10 秒内可撤回。`
  return `${passed}后${detail.agreement_kind ? '就业协议' : row.kind_label}生效，10 秒内可撤回。`
}
