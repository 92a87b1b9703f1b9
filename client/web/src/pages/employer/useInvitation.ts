import { computed, nextTick, reactive, ref, watch } from 'vue'
import { invite } from '@/api/commands'
import type { CaseChanged, Found } from '@/api/wire'
import { useCommand } from '@/composables/useCommand'
import { day } from '@/words/dates'
import { at, toInvite } from './inviteForm'
import { problemsOf } from './inviteRules'
import { useDraft } from './useDraft'

/** Writing an invitation: the draft, what is wrong with it where, and sending it. */
export function useInvitation(owner: string) {
  const { draft, restored, discard, startAnew } = useDraft(owner)
  const found = ref<Found | null>(null)
  const command = useCommand<CaseChanged>()
  const touched = reactive(new Set<string>())
  const complaining = ref(false)
  let sent: unknown = null

  const problems = computed(() => problemsOf(draft, day(Date.now())))

  /** The server's objection to a field stands as long as the field says what was objected to. */
  function refused(path: string): string {
    const message = command.fields.value[path]
    const same = JSON.stringify(at(toInvite(draft), path)) === JSON.stringify(at(sent, path))
    return message && same ? message : ''
  }

  function errorOf(path: string): string {
    const seen = complaining.value || touched.has(path)
    return (seen && problems.value[path]) || refused(path)
  }

  async function complain(): Promise<void> {
    complaining.value = true
    await nextTick()
    document.querySelector<HTMLElement>('.el-form-item.is-error input, .el-form-item.is-error textarea')?.focus()
  }

  // The household block does not exist for somebody whose household never came to the school.
  watch(found, (now) => {
    if (now && !now.household_in_school) draft.terms.household = null
  })

  async function submit(): Promise<CaseChanged | null> {
    if (Object.keys(problems.value).length) {
      await complain()
      return null
    }
    sent = toInvite(draft)
    const answer = await command.run(invite(toInvite(draft)))
    if (answer) discard()
    else if (Object.keys(command.fields.value).length) await complain()
    return answer
  }

  const wrong = computed(() => (complaining.value ? Object.keys(problems.value).length : 0))

  return { draft, found, restored, startAnew, command, errorOf, touch: (path: string) => touched.add(path), complain, submit, wrong }
}
