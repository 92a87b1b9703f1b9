import type { CaseDetail } from '@/api/wire'
import { offers } from '@/words/offers'

type Key = readonly [string, string]

const RETURN: Key = ['R', '退回修改，填写原因']
const UNILATERAL: Key = ['D', '学生单方面解约，填写具体情况说明']

/** The keys of a review, as the help shows them. */
export const keysOf = (detail: CaseDetail): Key[] => [
  ['J', '下一条'],
  ['K', '上一条'],
  ['A', `${detail.review_word}通过；再按一次 A 确认`],
  ...(offers(detail, 'return') ? [RETURN] : []),
  ['N', `${detail.review_word}不通过，填写原因`],
  ['U', '10 秒内撤回刚才的决定'],
  ['1 – 9', `直接选择${detail.review_word}不通过原因`],
  ...(offers(detail, 'approve_unilaterally') ? [UNILATERAL] : []),
]
