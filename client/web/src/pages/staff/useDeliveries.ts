import { computed, type Ref } from 'vue'
import { readDeliveries } from '@/api/reads'
import type { DeliveryPage, DeliveryQuery, DeliveryRow, TopicFrame } from '@/api/wire'
import { useCursorPages } from '@/composables/useCursorPages'
import { useTopic } from '@/composables/useTopic'

/** The filters of the page; an empty text asks for everything. */
export type DeliveryFilters = Required<Pick<DeliveryQuery, 'channel' | 'state' | 'occasion'>> & { q: string }

/** Whether a row, as it is now, is among what was asked for. */
export function matches(row: DeliveryRow, filters: DeliveryFilters): boolean {
  return (
    (!filters.channel || row.channel === filters.channel) &&
    (!filters.state || row.state === filters.state) &&
    (!filters.occasion || row.occasion === filters.occasion) &&
    (!filters.q || row.graduate_name.includes(filters.q) || row.exam_no === filters.q)
  )
}

/**
 * The page after a push. A row that is shown stays where it is, as it is now; a new one comes on top of the first page. Nothing
 * older than what is shown replaces it: a push may be older than the answer that the page was read from.
 */
export function merged(page: DeliveryPage, changed: DeliveryRow[], filters: DeliveryFilters, first: boolean): DeliveryPage {
  const now = new Map(changed.map((row) => [row.number, row]))
  const shown = new Set(page.rows.map((row) => row.number))
  const rows = page.rows.map((row) => {
    const newer = now.get(row.number)
    return newer && newer.changed_at_ms >= row.changed_at_ms ? newer : row
  })
  const newest = page.rows[0]?.number ?? 0
  const arrived = [...now.values()].filter((row) => !shown.has(row.number) && row.number > newest && matches(row, filters))
  const added = first ? arrived.sort((a, b) => b.number - a.number) : []
  return { ...page, rows: [...added, ...rows], total: page.total + added.length }
}

/** 「消息发送记录」, followed live. */
export function useDeliveries(filters: Ref<DeliveryFilters>) {
  const pages = useCursorPages<DeliveryPage>(
    (asked) => readDeliveries({ ...filters.value, ...asked }),
    () => filters.value,
  )

  function hear(frame: TopicFrame): void {
    if (frame.type !== 'deliveries') return
    if (frame.more) return pages.refresh()
    const first = pages.number.value === 1
    pages.change((page) => ({ ...merged(page, frame.changed, filters.value, first), channels: frame.channels }))
  }

  useTopic('deliveries', hear, pages.refresh)
  return { pages, alarms: computed(() => pages.page.value?.channels ?? []) }
}
