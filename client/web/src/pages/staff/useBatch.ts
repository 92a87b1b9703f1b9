import { computed, ref, watch } from 'vue'
import { startBatch, stopBatch } from '@/api/commands'
import { readBatch, readBatchItems } from '@/api/reads'
import type { Batch, BatchItem, BatchItems, TopicFrame } from '@/api/wire'
import { useCommand } from '@/composables/useCommand'
import { useLoad } from '@/composables/useLoad'
import { useTopic } from '@/composables/useTopic'
import { useWindow } from '@/composables/useWindow'

/** One batch, followed while the page is open: it goes on when nobody looks. */
export function useBatch(id: () => string) {
  const { content: batch, failure, load } = useLoad<Batch>(() => readBatch(id()))
  const command = useCommand<Batch>()
  const fate = ref('')
  const items = useWindow<BatchItem, BatchItems>((offset, limit, signal) => readBatchItems(id(), { fate: fate.value || undefined, offset, limit }, signal))

  function hear(frame: TopicFrame): void {
    if (frame.type === 'batch' && frame.batch.batch === id()) batch.value = frame.batch
  }
  useTopic('batches', hear, () => void load())

  async function change(intent: ReturnType<typeof startBatch>): Promise<void> {
    const changed = await command.run(intent)
    // A frame may have told more by now.
    if (changed && (batch.value?.will_do ?? 0) >= changed.will_do) batch.value = changed
  }

  // Rows under the pointer stay while it is under way; they are read again when it ends.
  watch(
    () => batch.value?.stand,
    () => void items.load(),
  )
  watch(fate, () => void items.restart())
  void load()

  return {
    batch,
    failure,
    load,
    items,
    fate,
    command,
    question: computed(() => `${id()} ${fate.value}`),
    start: () => change(startBatch(id())),
    stop: () => change(stopBatch(id())),
  }
}
