import { onScopeDispose } from 'vue'
import type { TopicFrame } from '@/api/wire'
import { listen } from '@/live'

/** Hears a topic while the page is open; `reload` whenever frames may have been missed. */
export function useTopic(
  topic: 'queue' | 'batches' | 'school' | 'transfers' | 'deliveries' | 'province' | 'me',
  frame: (frame: TopicFrame) => void,
  reload: () => void,
): void {
  onScopeDispose(listen(topic, { frame, reload }))
}
