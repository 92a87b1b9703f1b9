import { API } from '@/api/http'
import type { CaseRow } from '@/api/wire'

/** The agreement is printed and signed from its first approval on (OFF-01). */
const ISSUED = /^(stamp_awaited|taken_back_second|returned_second|in_second_review_department|in_second_review_school|effective)$/

/** By the kind: whether an agreement in this state is one to download. A paper that was signed before has none of the platform's. */
const HAS_FILE: Record<string, (state: string) => boolean> = {
  online_signing: (state) => state === 'effective',
  offline_signing: (state) => ISSUED.test(state),
}

/** Where the agreement of a case is downloaded, as long as there is one. */
export const agreementFile = ({ case: id, kind, state }: CaseRow): string | null =>
  HAS_FILE[kind]?.(state) ? `${API}/cases/${encodeURIComponent(id)}/agreement.pdf` : null
