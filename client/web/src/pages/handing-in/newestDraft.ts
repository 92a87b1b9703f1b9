import type { FormDraft } from '@/api/wire'
import type { Kept } from './deviceDraft'

/**
 * The copy that goes on, of the two. A copy that the server once had exactly like that gives way to the server's: another device may
 * have changed it since, or handed it in. A copy that never got there counts by its time.
 */
export function newestDraft(kept: Kept | null, draft: FormDraft | null | undefined): FormDraft | null {
  if (!kept || kept.saved) return draft ?? null
  if (draft && draft.at_ms > kept.at_ms) return draft
  return { filled: kept.filled, at_ms: kept.at_ms }
}
