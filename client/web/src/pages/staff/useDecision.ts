import { computed, ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { review } from '@/api/commands'
import type { CaseChanged, CaseDetail, Review } from '@/api/wire'
import type { Sending } from '@/components/desk/sending'
import { forgetAhead } from '@/composables/caseCache'
import { useCommand } from '@/composables/useCommand'
import { useOvertaken } from '@/composables/useOvertaken'
import { useSession } from '@/stores/session'
import { useUndo } from '@/stores/undo'
import { isDecidable, offers } from '@/words/offers'
import { STATE } from '@/words/states'
import { nextFree } from './nextFree'

interface Reader {
  detail: Ref<CaseDetail | null>
  blocked: Ref<boolean>
  own: (version: number) => Promise<void>
  reload: () => Promise<void>
  check: (version: number) => void
}

/** Deciding a case: approve in two steps, reject with its reason, then on to the next one in the queue (EXT-06). */
export function useDecision({ detail, blocked, own, reload, check }: Reader) {
  const router = useRouter()
  const session = useSession()
  const { offer, undone } = useUndo()
  const armed = ref(false)
  const rejecting = ref(false)
  const returning = ref(false)
  /** The version that a decision was last sent for. */
  let decided = 0
  const command = useCommand<CaseChanged>({ within: computed(() => rejecting.value || returning.value), check: () => check(decided) })
  /** The version that the reasons are written about: behind their dialog the case may become another one, which nobody looked at. */
  const { looked, overtaken } = useOvertaken(rejecting, () => detail.value, 'reject', command.running)
  const { looked: lookedAtReturn, overtaken: overtakenReturn } = useOvertaken(returning, () => detail.value, 'return', command.running)

  const may = (action: string) => offers(detail.value, action) && !blocked.value
  const decidable = computed(() => isDecidable(detail.value))
  /** Why a case that waits for this reader cannot be approved: the server offers it to nobody (SIG-04, SET-05). */
  const refused = computed(() => (decidable.value && !offers(detail.value, 'approve') ? (detail.value?.obstacle ?? null) : null))
  /** A school user in the place of a department that has nobody (SET-07). */
  const standsIn = computed(() => decidable.value && session.me?.role === 'school' && detail.value?.row.state === STATE.inReviewDepartment)
  const consequence = computed(() => {
    if (standsIn.value) return '将代学院通过，之后仍须学校审核，10 秒内可撤回。'
    if (detail.value?.row.state === STATE.inReviewDepartment) return '通过后将提交学校，10 秒内可撤回。'
    return `通过后${detail.value?.agreement_kind ? '就业协议' : detail.value?.row.kind_label}生效，10 秒内可撤回。`
  })

  // Taken back while it is still on screen: it is as it was.
  watch(undone, (back) => back?.case === detail.value?.row.case && void reload())

  // The item is no longer the one that was about to be approved, or no longer in this reader's hands.
  watch([() => detail.value?.row.version, blocked], () => (armed.value = false))

  function arm(): void {
    if (command.running.value) return
    command.forget()
    if (may('approve')) armed.value = true
  }

  /** 「取消」 before or after the second key: what was not answered yet is not sent again. */
  function disarm(): void {
    if (!armed.value) return
    armed.value = false
    command.cancel()
  }

  function startRejecting(): void {
    if (command.running.value) return
    command.forget()
    armed.value = false
    if (!may('reject')) return
    rejecting.value = true
  }

  function startReturning(): void {
    if (command.running.value) return
    command.forget()
    armed.value = false
    if (may('return')) returning.value = true
  }

  async function goOn(next: string | null | undefined, version: number): Promise<void> {
    forgetAhead()
    if (next) await router.replace({ name: 'staff-case', params: { id: await nextFree(next) } })
    else await own(version)
  }

  async function decide(shown: CaseDetail | null, body: Review, done: string): Promise<void> {
    if (!shown) return
    decided = shown.row.version
    const changed = await command.run(review(shown.row, body))
    armed.value = false
    if (changed) {
      rejecting.value = returning.value = false
      offer({ case: shown.row.case, version: shown.row.version, words: `${done}：${shown.row.graduate_name}` })
      await goOn(shown.place?.next, changed.version)
    } else if (command.overtaken.value) {
      rejecting.value = returning.value = false
      await reload()
    }
  }

  const approve = () => (armed.value && may('approve') ? decide(detail.value, { verdict: 'approve' }, `${detail.value?.review_word}通过`) : undefined)
  const reject = (reason: string, details: string) =>
    blocked.value || overtaken.value ? undefined : decide(looked.value, { verdict: 'reject', reason, details }, `${detail.value?.review_word}不通过`)

  const sendBack = (reason: string, fields: string[]) =>
    blocked.value || overtakenReturn.value ? undefined : decide(lookedAtReturn.value, { verdict: 'return', reason, fields }, '已退回修改')

  const sendingOf = (overtakenBy: string): Sending => ({
    blocked: blocked.value,
    overtaken: overtakenBy,
    running: command.running.value,
    doing: command.doing.value,
    retryIn: command.retryIn.value,
    words: command.words.value,
    fields: command.fields.value,
  })

  return {
    command,
    sendingOf,
    armed,
    rejecting,
    returning,
    startReturning,
    sendBack,
    overtakenReturn,
    decidable,
    refused,
    standsIn,
    consequence,
    overtaken,
    arm,
    disarm,
    approve,
    startRejecting,
    reject,
  }
}
