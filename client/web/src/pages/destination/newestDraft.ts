import type { FormDraft } from '@/api/wire'
import type { Kept } from './deviceDraft'

/**
 * Which of two copies goes on. What the server has exactly like that is the server's to say: another device may have changed it, or
 * handed it in. What never got there counts by its time.
 */
export function newestDraft(kept: Kept | null, draft: FormDraft | null | undefined): FormDraft | null {
  if (!kept || kept.saved) return draft ?? null
  if (draft && draft.at_ms > kept.at_ms) return draft
  return { filled: kept.filled, at_ms: kept.at_ms }
}
