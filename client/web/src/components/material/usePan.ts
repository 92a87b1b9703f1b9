import { ref, type Ref } from 'vue'

/** Drags the page under the mouse. A finger and a pen scroll by themselves. */
export function usePan(stage: Readonly<Ref<HTMLElement | null>>) {
  const panning = ref(false)

  function grab(event: PointerEvent): void {
    // A button there would lose its click to the stage.
    const onButton = (event.target as Element).closest('button')
    if (event.pointerType !== 'mouse' || event.button !== 0 || onButton || !stage.value) return
    stage.value.setPointerCapture(event.pointerId)
    panning.value = true
  }

  function drag(event: PointerEvent): void {
    if (panning.value) stage.value?.scrollBy(-event.movementX, -event.movementY)
  }

  const release = () => void (panning.value = false)

  return { panning, grab, drag, release }
}
