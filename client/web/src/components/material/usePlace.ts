import { onMounted, onScopeDispose, ref, type Ref } from 'vue'
import type { Size } from './material'

/** Between a page and the edge of its place, in CSS pixels. */
export const MARGIN = 8

/** The room that a page has, kept up while columns and windows change. Scroll bars are within it: a fitted page needs none. */
export function usePlace(stage: Readonly<Ref<HTMLElement | null>>): Ref<Size> {
  const place = ref<Size>({ width: 0, height: 0 })
  const measure = () => {
    const { offsetWidth = 0, offsetHeight = 0 } = stage.value ?? {}
    place.value = { width: Math.max(0, offsetWidth - 2 * MARGIN - 2), height: Math.max(0, offsetHeight - 2 * MARGIN - 2) }
  }
  const observer = new ResizeObserver(measure)
  onMounted(() => {
    measure()
    if (stage.value) observer.observe(stage.value)
  })
  onScopeDispose(() => observer.disconnect())
  return place
}
