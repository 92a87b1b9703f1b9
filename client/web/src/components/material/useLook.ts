import { computed, ref, type Ref } from 'vue'
import { turned, type Size } from './material'

const STEP = 1.25
export const SMALLEST = 0.1
export const LARGEST = 8
/** A small picture is not blown up to fill its place: nothing is seen better for it. */
const FITTED_MOST = 2

const within = (scale: number) => Math.min(LARGEST, Math.max(SMALLEST, scale))

/** How a page is looked at: fitted to its place or at a scale of the reader's, and turned by quarters. */
export function useLook(place: Ref<Size>, page: Ref<Size | null>) {
  /** `null`: as large as its place allows. */
  const chosen = ref<number | null>(null)
  const quarters = ref(0)

  const fitting = computed(() => {
    if (!page.value || !place.value.width) return 1
    const { width, height } = turned(page.value, quarters.value)
    return within(Math.min(place.value.width / width, place.value.height / height, FITTED_MOST))
  })
  const scale = computed(() => chosen.value ?? fitting.value)
  const fitted = computed(() => chosen.value === null)

  const zoomTo = (wanted: number) => void (chosen.value = within(wanted))
  const zoomIn = () => zoomTo(scale.value * STEP)
  const zoomOut = () => zoomTo(scale.value / STEP)
  const fit = () => void (chosen.value = null)
  const turn = () => void (quarters.value = (quarters.value + 1) % 4)

  /** Another material is another paper: it is looked at whole and upright first. */
  function anew(): void {
    fit()
    quarters.value = 0
  }

  return { scale, fitted, quarters, zoomTo, zoomIn, zoomOut, fit, turn, anew }
}

export type Look = ReturnType<typeof useLook>
