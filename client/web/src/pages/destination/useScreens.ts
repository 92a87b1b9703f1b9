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

  async function show(key: string): Promise<void> {
    await router.push({ query: { ...route.query, at: key } })
  }

  const step = (by: number) => show(screens.value[at.value + by]?.key ?? LAST)

  /** To a field, wherever it is filled in. */
  async function toField(field: string): Promise<void> {
    const there = screenOf(screens.value, field)
    if (!there) return
    if (there.key !== screen.value.key) await show(there.key)
    await nextTick()
    // The new screen begins at its top: the router scrolls there first.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    leadTo(field)
  }

  return { screens, screen, at, wide, show, step, toField }
}
