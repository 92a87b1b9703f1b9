import { onScopeDispose, ref } from 'vue'
import { readZipOffer } from '@/api/reads'
import type { CaseQuery } from '@/api/wire'
import { count } from '@/words/amounts'

/** How many agreements a list has, counted when somebody asks; until then the words do without the number. */
export function useZipOffer() {
  const words = ref(wordsOf(null))
  let under: AbortController | null = null

  async function look(query: CaseQuery): Promise<void> {
    under?.abort()
    const mine = (under = new AbortController())
    words.value = wordsOf(null)
    // A number that is not there keeps nobody from downloading.
    const offer = await readZipOffer(query, mine.signal).catch(() => null)
    if (!mine.signal.aborted && offer) words.value = wordsOf(offer.agreements)
  }

  onScopeDispose(() => under?.abort())
  return { words, look }
}

const wordsOf = (agreements: number | null) => (agreements === null ? '下载全部协议（ZIP）' : `下载全部协议（ZIP，${count(agreements)} 份）`)
