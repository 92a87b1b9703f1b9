import { ElMessage } from 'element-plus'
import 'element-plus/es/components/message/style/css'
import { computed, ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { review, type Intent } from '@/api/commands'
import type { CaseChanged, CaseDetail, CaseRow } from '@/api/wire'
import type { Sending } from '@/components/desk/sending'
import { forgetAhead } from '@/composables/caseCache'
import { useCodes } from '@/composables/useCodes'
import { useCommand } from '@/composables/useCommand'
import { useOvertaken } from '@/composables/useOvertaken'
import { useSession } from '@/stores/session'
import { useUndo } from '@/stores/undo'
import { actionOf, isDecidable, offers } from '@/words/offers'
import { levelOf } from '@/words/states'
import { approvalOf } from './approval'
import { nextFree } from './nextFree'
import { STATEMENTS, isStatement, type StatementAction } from './statements'

interface Reader {
  detail: Ref<CaseDetail | null>
  blocked: Ref<boolean>
  own: (version: number) => Promise<void>
  reload: () => Promise<void>
  check: (version: number) => void
}

/** A decision that is written in a dialog. */
type Written = 'reject' | 'return' | StatementAction

/** Deciding a case: approve in two steps, anything else with its reason, then on to the next one in the queue (EXT-06). */
export function useDecision({ detail, blocked, own, reload, check }: Reader) {
  const router = useRouter()
  const session = useSession()
  const { offer, undone } = useUndo()
  const { rows } = useCodes()
  const armed = ref(false)
  /** The decision whose dialog is open. */
  const writing = ref<Written | null>(null)
  const isWriting = computed(() => writing.value !== null)
  /** The version that a decision was last sent for. */
  let decided = 0
  const command = useCommand<CaseChanged>({ within: isWriting, check: () => check(decided) })
  /** The version that the reasons are written about: behind their dialog the case may become another one, which nobody looked at. */
  const { looked, overtaken } = useOvertaken(
    isWriting,
    () => detail.value,
    () => writing.value ?? '',
    command.running,
  )

  const may = (action: string) => offers(detail.value, action) && !blocked.value
  const decidable = computed(() => isDecidable(detail.value))
  /** Why a case that waits for this reader cannot be approved: the server offers it to nobody (SIG-04, SET-05). */
  const refused = computed(() => (decidable.value && !offers(detail.value, 'approve') ? (detail.value?.obstacle ?? null) : null))
  /** A school user in the place of a department that has nobody (SET-07). */
  const standsIn = computed(() => decidable.value && session.me?.role === 'school' && levelOf(detail.value?.row.state ?? '') === 'department')
  const consequence = computed(() => (detail.value ? approvalOf(detail.value, standsIn.value, rows('case_states')) : ''))

  // Taken back while it is still on screen: it is as it was.
  watch(undone, (back) => back?.case === detail.value?.row.case && void reload())

  // The item is no longer the one that was about to be approved, or no longer in this reader's hands.
  watch([() => detail.value?.row.version, blocked], () => (armed.value = false))

  function arm(): void {
    if (command.running.value || isWriting.value) return
    command.forget()
    if (may('approve')) armed.value = true
  }

  /** 「取消」 before or after the second key: what was not answered yet is not sent again. */
  function disarm(): void {
    if (!armed.value) return
    armed.value = false
    command.cancel()
  }

  function write(what: Written): void {
    if (command.running.value || isWriting.value) return
    command.forget()
    armed.value = false
    if (may(what)) writing.value = what
  }

  /** Whether the dialog of a decision is open; it can be closed by this. */
  const opened = (what: () => Written | null) =>
    computed({
      get: () => writing.value !== null && writing.value === what(),
      set: (open) => void (open || (writing.value = null)),
    })
  const stating = computed(() => (isStatement(writing.value) ? writing.value : null))

  async function goOn(next: string | null | undefined, version: number): Promise<void> {
    forgetAhead()
    if (next) await router.replace({ name: 'staff-case', params: { id: await nextFree(next) } })
    else await own(version)
  }

  /** A decision that can be taken back is announced by the bar that offers it (EXT-09); a statement takes effect at once. */
  function tell(row: CaseRow, words: string, undoable: boolean): void {
    if (undoable) offer({ case: row.case, version: row.version, words })
    else ElMessage.success({ message: words, grouping: true })
  }

  async function decide(shown: CaseDetail | null, intent: (row: CaseRow) => Intent, done: string, undoable = true): Promise<void> {
    if (!shown) return
    decided = shown.row.version
    const changed = await command.run(intent(shown.row))
    armed.value = false
    if (changed) {
      writing.value = null
      tell(shown.row, `${done}：${shown.row.graduate_name}`, undoable)
      await goOn(shown.place?.next, changed.version)
    } else if (command.overtaken.value) {
      writing.value = null
      await reload()
    }
  }

  /** Words are sent about the version that they were written about, and no other. */
  const send = (intent: (row: CaseRow) => Intent, done: string, undoable = true) =>
    blocked.value || overtaken.value ? undefined : decide(looked.value, intent, done, undoable)

  const approve = () =>
    armed.value && may('approve') ? decide(detail.value, (row) => review(row, { verdict: 'approve' }), `${detail.value?.review_word}通过`) : undefined
  const reject = (reason: string, details: string) => send((row) => review(row, { verdict: 'reject', reason, details }), `${detail.value?.review_word}不通过`)
  const sendBack = (reason: string, fields: string[]) => send((row) => review(row, { verdict: 'return', reason, fields }), '已退回修改')
  const state = (action: StatementAction, statement: string) =>
    send((row) => STATEMENTS[action].intent(row, statement), (looked.value && actionOf(looked.value, action)?.label) || '已提交', false)

  const sending = computed<Sending>(() => ({
    blocked: blocked.value,
    overtaken: overtaken.value,
    running: command.running.value,
    doing: command.doing.value,
    retryIn: command.retryIn.value,
    words: command.words.value,
    fields: command.fields.value,
  }))

  return {
    command,
    sending,
    armed,
    isWriting,
    rejecting: opened(() => 'reject'),
    returning: opened(() => 'return'),
    stating,
    statementOpen: opened(() => stating.value),
    decidable,
    refused,
    standsIn,
    consequence,
    arm,
    disarm,
    approve,
    write,
    reject,
    sendBack,
    state,
  }
}
