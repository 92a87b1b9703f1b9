import { computed, ref, watch } from 'vue'
import { invite } from '@/api/commands'
import { readCase, readForm } from '@/api/reads'
import type { CaseChanged, DescribedForm, FormBlock, Found } from '@/api/wire'
import { formFor } from '@/components/described/asked'
import { keyOf } from '@/components/described/sent'
import { useProblems } from '@/components/form/useProblems'
import { useCommand } from '@/composables/useCommand'
import { useLoad } from '@/composables/useLoad'
import { day } from '@/words/dates'
import { AGREEMENT, draftAgain, settleTrial, toInvite } from './inviteForm'
import { problemsOf } from './inviteRules'
import { useDraft } from './useDraft'

const NOTHING: DescribedForm = { form: AGREEMENT, label: '', blocks: [], proof: { least: 0, most: 0, hint: '' } }

/**
 * Writing an invitation, anew or from the case `again`: the draft, what is wrong with it where, and sending it. `nature`: what the
 * employer is, once that is known; some questions are for public bodies.
 */
export function useInvitation(owner: string, nature: () => string, again: string | null = null) {
  const { draft, restored, discard, startAnew } = useDraft(owner, !again)
  const { content, failure, load } = useLoad(async () => ({ form: await readForm(AGREEMENT), earlier: again ? await readCase(again) : null }))
  const whole = computed(() => content.value?.form ?? NOTHING)
  const form = computed(() => formFor(whole.value, { employer_nature: nature() }))
  const earlier = computed(() => content.value?.earlier ?? null)
  watch(earlier, (known) => known && Object.assign(draft, draftAgain(whole.value, known)))
  watch(
    () => draft.answers['probation_months'],
    () => settleTrial(draft.answers, 'probation_months'),
  )
  watch(
    () => draft.answers['apprenticeship_months'],
    () => settleTrial(draft.answers, 'apprenticeship_months'),
  )
  void load()
  const found = ref<Found | null>(null)
  const command = useCommand<CaseChanged>()
  const { errorOf, touch, complain, ready, wrong } = useProblems({
    value: () => ({ ...draft, ...draft.answers }),
    rules: () => problemsOf(form.value, draft, day(Date.now())),
    refusals: () => Object.fromEntries(Object.entries(command.fields.value).map(([path, problem]) => [keyOf(path), problem])),
  })

  /** Nothing to move when the household never came to the school. */
  const hasHousehold = computed(() => found.value?.household_in_school !== false)
  const offered = (block: FormBlock) => ({ ...block, fields: block.fields.filter(({ key }) => key !== 'household' || hasHousehold.value) })
  const blocks = computed(() => form.value.blocks.map(offered))
  watch(hasHousehold, (has) => {
    if (!has) draft.answers['household'] = 'no'
  })

  async function submit(): Promise<CaseChanged | null> {
    if (!(await ready())) return null
    const answer = await command.run(invite(toInvite(form.value, draft)))
    if (answer) discard()
    else if (Object.keys(command.fields.value).length) await complain()
    return answer
  }

  const writing = { draft, blocks, found, restored, earlier, hasHousehold, startAnew, submit }
  return { ...writing, content, failure, load, command, errorOf, touch, complain, wrong }
}
