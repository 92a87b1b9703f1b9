import { Rules, type Problems } from '@/components/form/rules'
import type { ArchiveTransfer, EmsCard, EmsPapers, HouseholdTransfer } from '@/api/wire'

/** 「报到证及户档信息」 as it is filled in; archive and household under the paths that the server gives them everywhere. */
export interface PapersForm {
  card: EmsCard | null
  terms: { archive: ArchiveTransfer | null; household: HouseholdTransfer | null }
}

export const emptyCard = (): EmsCard => ({ organisation: '', region: '' })

/** A copy: what is typed is nobody else's until it is saved. */
export const formOf = ({ card, archive, household }: EmsPapers): PapersForm => ({
  card: card ? { ...card } : null,
  terms: { archive: archive ? { ...archive } : null, household: household ? { ...household } : null },
})

export const papersOf = ({ card, terms }: PapersForm): EmsPapers => ({ card, ...terms })

/** Everything that can be seen to be wrong before sending. */
export function problemsOf(form: PapersForm): Problems {
  const rules = new Rules(form)
  if (form.card) {
    rules.lengths('card.organisation', '报到单位名称', 2, 100)
    rules.chosen('card.region', '报到单位所在地')
  }
  rules.transfers()
  return rules.problems
}
