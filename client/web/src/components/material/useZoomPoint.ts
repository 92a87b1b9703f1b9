import { nextTick, type Ref } from 'vue'
import type { Look } from './useLook'

interface Point {
  x: number
  y: number
}

/** A wheel turned by one notch or a trackpad pinched a little: about a tenth. */
const NOTCH = 0.002

/** Zooms about a point of the stage: what was under it stays under it. */
export function useZoomPoint(stage: Readonly<Ref<HTMLElement | null>>, look: Look) {
  const sheet = () => stage.value?.firstElementChild?.getBoundingClientRect()

  function middle(): Point {
    const { left = 0, top = 0, width = 0, height = 0 } = stage.value?.getBoundingClientRect() ?? {}
    return { x: left + width / 2, y: top + height / 2 }
  }

  async function about(zoom: () => void, point = middle()): Promise<void> {
    const before = sheet()
    zoom()
    await nextTick()
    const now = sheet()
    if (!before?.width || !before.height || !now) return
    const [across, down] = [(point.x - before.left) / before.width, (point.y - before.top) / before.height]
    stage.value?.scrollBy(now.left + across * now.width - point.x, now.top + down * now.height - point.y)
  }

  /** With Ctrl; without it the wheel scrolls. */
  function onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    void about(() => look.zoomTo(look.scale.value * Math.exp(-event.deltaY * NOTCH)), { x: event.clientX, y: event.clientY })
  }

  return { about, onWheel }
}
