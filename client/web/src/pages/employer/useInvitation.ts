import { ref, watch } from 'vue'
import { invite } from '@/api/commands'
import { readCase } from '@/api/reads'
import type { CaseChanged, Found } from '@/api/wire'
import { useProblems } from '@/components/form/useProblems'
import { useCommand } from '@/composables/useCommand'
import { useLoad } from '@/composables/useLoad'
import { day } from '@/words/dates'
import { draftAgain, toInvite } from './inviteForm'
import { problemsOf } from './inviteRules'
import { useDraft } from './useDraft'

/** Writing an invitation, anew or from the case `again`: the draft, what is wrong with it where, and sending it. */
export function useInvitation(owner: string, again: string | null = null) {
  const { draft, restored, discard, startAnew } = useDraft(owner, !again)
  const { content: earlier, failure, load } = useLoad(async () => (again ? readCase(again) : null))
  watch(earlier, (known) => known && Object.assign(draft, draftAgain(known)))
  if (again) void load()
  const found = ref<Found | null>(null)
  const command = useCommand<CaseChanged>()
  const { errorOf, touch, complain, ready, wrong } = useProblems({
    value: () => toInvite(draft),
    rules: () => problemsOf(draft, day(Date.now())),
    refusals: () => command.fields.value,
  })

  // The household block does not exist for somebody whose household never came to the school.
  watch(found, (now) => {
    if (now && !now.household_in_school) draft.terms.household = null
  })

  async function submit(): Promise<CaseChanged | null> {
    if (!(await ready())) return null
    const answer = await command.run(invite(toInvite(draft)))
    if (answer) discard()
    else if (Object.keys(command.fields.value).length) await complain()
    return answer
  }

  return { draft, found, restored, earlier, failure, load, startAnew, command, errorOf, touch, complain, submit, wrong }
}
