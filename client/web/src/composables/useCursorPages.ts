import { computed, watch } from 'vue'
import { useLoad } from './useLoad'

/** A page of a list whose answer says where the next one begins. */
export interface CursorPage {
  rows: unknown[]
  total: number
  next?: string | null
}

/** Rows of a page. */
const LIMIT = 50

interface Shown<P> {
  /** The cursors that led here; none on the first page. */
  way: string[]
  page: P
}

/**
 * A list read page by page. Another `question` begins at the first page. The rows shown stay until the next answer is there,
 * and its number and its neighbours are its own, whatever was asked for meanwhile.
 */
export function useCursorPages<P extends CursorPage>(
  read: (asked: { cursor: string | undefined; limit: number }) => Promise<P>,
  question: () => unknown = () => null,
) {
  let asked: string[] = []
  const readAt = async (way: string[]): Promise<Shown<P>> => ({ way, page: await read({ cursor: way.at(-1), limit: LIMIT }) })

  const {
    content,
    failure,
    load,
    refresh: reload,
  } = useLoad<Shown<P>>(async () => {
    const way = asked
    const shown = await readAt(way)
    if (shown.page.rows.length || !way.length) return shown
    // All that stood on this page has left the list.
    if (asked === way) asked = []
    return readAt([])
  })

  const page = computed(() => content.value?.page ?? null)
  const way = computed(() => content.value?.way ?? [])
  const number = computed(() => way.value.length + 1)

  function turn(to: string[]): void {
    asked = to
    void load()
  }
  const back = () => turn(way.value.slice(0, -1))
  function forward(): void {
    const next = page.value?.next
    if (next) turn([...way.value, next])
  }

  /** Reads the shown page again. A page that could not be turned to is not turned to by somebody else's news. */
  function refresh(): void {
    if (failure.value) asked = way.value
    reload()
  }

  /** Brings the shown page up to date with a push. */
  function change(renew: (page: P) => P): void {
    if (content.value) content.value = { ...content.value, page: renew(content.value.page) }
  }

  watch(question, () => turn([]), { immediate: true })
  return { page, number, failure, load, refresh, back, forward, change }
}
