/** The keys of a review, as the help shows them. */
export const REVIEW_KEYS = [
  ['J', '下一条'],
  ['K', '上一条'],
  ['A', '通过；再按一次 A 确认'],
  ['N', '不通过，填写原因'],
  ['1 – 9', '直接选择不通过原因'],
] as const
