import { computed, onMounted, onScopeDispose, ref, type Ref, type ShallowRef } from 'vue'

/** Rows beyond the visible ones, and how far one scrolls before they are chosen anew: most frames of a scroll draw nothing. */
const BEYOND = 12
const STEP = 6
const ROW_PX = 40

interface Range {
  from: number
  /** One beyond the last. */
  to: number
}

/** Which rows of a scrolled frame are in the document, and which are in view. */
export function useRowRange(frame: Readonly<ShallowRef<HTMLElement | null>>, total: Ref<number>) {
  const top = ref(0)
  const height = ref(0)
  const row = ROW_PX

  const observer = new ResizeObserver(measure)
  onMounted(() => frame.value && observer.observe(frame.value))
  onScopeDispose(() => observer.disconnect())

  function measure(): void {
    const element = frame.value
    if (!element) return
    top.value = element.scrollTop
    height.value = element.clientHeight
  }

  const limited = (index: number) => Math.min(total.value, Math.max(0, index))
  const first = computed(() => Math.floor(top.value / row))
  const count = computed(() => Math.ceil((height.value || row * BEYOND) / row))

  const seen = computed<Range>((before) => steady(before, { from: limited(first.value), to: limited(first.value + count.value) }))
  const range = computed<Range>((before) => {
    const start = Math.floor(first.value / STEP) * STEP
    return steady(before, { from: limited(start - BEYOND), to: limited(start + count.value + STEP + BEYOND) })
  })

  /** `start`: the row comes first; `nearest`: scrolls only when it is not in view. The head of the table covers one row. */
  function scrollTo(index: number, where: 'start' | 'nearest'): void {
    const element = frame.value
    if (!element) return
    const [above, below] = [index * row, (index + 2) * row - element.clientHeight]
    const nearest = Math.max(below, Math.min(element.scrollTop, above))
    element.scrollTop = where === 'start' ? above : nearest
    measure()
  }

  return { range, seen, row, measure, scrollTo }
}

/** The same object as long as it says the same, so that nothing is drawn again for nothing. */
const steady = (before: Range | undefined, now: Range): Range => (before && before.from === now.from && before.to === now.to ? before : now)
