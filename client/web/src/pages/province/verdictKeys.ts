/** The keys of an employer's review, as the help shows them. */
export const VERDICT_KEYS = [
  ['A', '审核通过；再按一次 A 确认'],
  ['R', '退回修改，填写原因'],
  ['N', '审核不通过，填写原因'],
] as const
