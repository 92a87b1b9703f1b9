import type { Ref } from 'vue'
import { useKeys } from '@/composables/useKeys'

/** Of what is seen, a part stays to read on from. */
const SHARE = 0.85

/** A page that does not scroll itself passes its paging keys on to the column that is read; where it is one column, it scrolls. */
export function useScrollKeys(column: Readonly<Ref<HTMLElement | null>>): void {
  const scroll = (way: number) => () => {
    const own = column.value
    const scroller = own && own.scrollHeight > own.clientHeight ? own : document.documentElement
    scroller.scrollBy(0, way * SHARE * scroller.clientHeight)
  }
  useKeys({ PageDown: scroll(1), PageUp: scroll(-1) })
}
