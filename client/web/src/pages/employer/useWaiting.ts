import { readCases } from '@/api/reads'
import { useLoad } from '@/composables/useLoad'
import { useTopic } from '@/composables/useTopic'
import { STATE } from '@/words/states'

/** The states in which the next move is the employer's: an answer to a rescission first, which has a term, then a stamp (RES-01, OFF-02). */
const WAITING = [STATE.askedEmployer, STATE.stampAwaited, 'returned_second', 'taken_back_second']
/** Of each; the rest is in the list. */
const SHOWN = 4

/** The cases that wait for the employer, oldest first; read again whenever one moves. */
export function useWaiting() {
  const ask = async () => {
    const pages = await Promise.all(WAITING.map((state) => readCases({ state, order: 'oldest', limit: SHOWN })))
    return {
      rows: pages.flatMap(({ rows }) => rows),
      answers: pages[0]!.total,
      stamps: pages.slice(1).reduce((sum, { total }) => sum + total, 0),
    }
  }
  const { content: waiting, failure, load, refresh } = useLoad(ask)
  void load()
  useTopic('me', (frame) => void (frame.type === 'case' && refresh()), load)
  return { waiting, failure }
}

export type Waiting = Awaited<ReturnType<typeof useWaiting>>['waiting']['value']
