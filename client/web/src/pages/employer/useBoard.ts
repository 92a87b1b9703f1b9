import { computed } from 'vue'
import { readBoard } from '@/api/reads'
import { useLoad } from '@/composables/useLoad'
import { useTopic } from '@/composables/useTopic'

/** All hires by how far they are; read again whenever one of them moves. */
export function useBoard() {
  const { content: board, failure, load, refresh } = useLoad(readBoard)
  void load()
  useTopic('me', (frame) => void (frame.type === 'case' && refresh()), load)

  const lanes = computed(() => board.value?.lanes ?? [])
  const of = (...codes: string[]) => lanes.value.filter(({ code }) => codes.includes(code)).reduce((sum, { count }) => sum + count, 0)
  return { board, failure, load, lanes, of }
}

export type HiringBoard = ReturnType<typeof useBoard>
