import { computed, nextTick, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { DescribedForm } from '@/api/wire'
import { LAST, screenOf, screensOf } from '@/components/described/screens'
import { useWide } from '@/composables/useWide'
import { leadTo } from './leadTo'

/** The screens of a form, one after the other; which one is shown stands in the address, so that the way back is a phone's own. */
export function useScreens(form: Ref<DescribedForm>) {
  const [route, router, wide] = [useRoute(), useRouter(), useWide()]
  const screens = computed(() => screensOf(form.value, wide.value))
  const at = computed(() => {
    const named = screens.value.findIndex(({ key }) => key === route.query['at'])
    return Math.max(0, named)
  })
  const screen = computed(() => screens.value[at.value]!)

  /** Led here from the last screen to mend something: from here the way is straight back, not through every screen again. */
  const mending = computed(() => route.query['then'] === LAST && !screen.value.last)

  async function show(key: string, then?: typeof LAST): Promise<void> {
    await router.push({ query: { ...route.query, at: key, then } })
  }

  const onward = () => show(mending.value ? LAST : (screens.value[at.value + 1]?.key ?? LAST))
  const back = () => show(screens.value[at.value - 1]?.key ?? LAST)

  /** To a field, wherever it is filled in. */
  async function toField(field: string): Promise<void> {
    const there = screenOf(screens.value, field)
    if (!there) return
    const then = screen.value.last || mending.value ? LAST : undefined
    if (there.key !== screen.value.key) await show(there.key, then)
    await nextTick()
    // The new screen begins at its top: the router scrolls there first.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    leadTo(field)
  }

  return { screens, screen, at, mending, wide, onward, back, toField }
}
