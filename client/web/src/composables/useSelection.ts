import { computed, ref, shallowRef, type Ref } from 'vue'

/**
 * Which rows of a list are chosen: one by one, or all that the filters find, seen or not, but for those taken out again. How many
 * that are is known without reading them.
 */
export function useSelection(total: Ref<number>) {
  const every = ref(false)
  /** The chosen ones, or with `every` those that were taken out. */
  const named = shallowRef<ReadonlySet<string>>(new Set())

  const number = computed(() => (every.value ? Math.max(0, total.value - named.value.size) : named.value.size))
  const whole = computed(() => every.value && named.value.size === 0)
  const has = (id: string) => named.value.has(id) !== every.value

  function choose(ids: string[], on: boolean): void {
    const next = new Set(named.value)
    ids.forEach((id) => (on === every.value ? next.delete(id) : next.add(id)))
    named.value = next
  }

  function begin(all: boolean, ids: string[] = []): void {
    every.value = all
    named.value = new Set(ids)
  }

  return {
    every,
    named,
    number,
    whole,
    has,
    choose,
    chooseAll: () => begin(true),
    chooseOnly: (ids: string[]) => begin(false, ids),
    clear: () => begin(false),
  }
}

export type Selection = ReturnType<typeof useSelection>

/** How the rows of a list are chosen: by what, and what a row is called. */
export interface RowChoice<T> {
  selection: Selection
  id: (row: T) => string
  name: (row: T) => string
  /** The unit of the count: 人. */
  unit: string
}

export const isChecked = (event: Event) => (event.target as HTMLInputElement).checked
