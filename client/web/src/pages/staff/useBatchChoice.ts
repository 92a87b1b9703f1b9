import { computed, watch, type Ref } from 'vue'
import type { CaseQuery, ChooseBatch } from '@/api/wire'
import type { ListRow } from '@/composables/listRows'
import type { useCaseWindow } from '@/composables/useCaseWindow'
import { useSelection, type RowChoice } from '@/composables/useSelection'

/** The rows of a batch: the filters, but for some rows, or single rows at the versions that were on screen. */
export type Chosen = Omit<ChooseBatch, 'verdict'>

/** Rows of a list of cases, chosen for one decision on all of them (EXT-07). */
export function useBatchChoice(list: ReturnType<typeof useCaseWindow>, query: Ref<CaseQuery>) {
  const selection = useSelection(list.total)
  /** As they were on screen last: a row that changed unseen keeps the version that was seen. */
  const versions = new Map<string, number>()
  const choice: RowChoice<ListRow> = { selection, id: (item) => item.row.case, name: (item) => item.row.graduate_name, unit: '条' }

  watch(list.blocks, (blocks) => [...blocks.values()].flat().forEach(({ row }) => versions.set(row.case, row.version)), { immediate: true })
  watch(query, () => {
    selection.clear()
    versions.clear()
  })

  function chosen(): Chosen {
    const named = [...selection.named.value]
    if (selection.every.value) return { query: query.value, except: named }
    return { cases: named.map((id) => ({ case: id, version: versions.get(id) ?? 0 })) }
  }

  return { choice, chosen, number: computed(() => selection.number.value) }
}
