import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import type { CaseDetail } from '@/api/wire'
import { offers } from '@/words/offers'

/**
 * The words of an open dialog about a case once the case moved on behind it: who decided what (EXT-01). Empty while it is the very
 * version that the dialog was opened on, and while one's own action is under way, whose news may come before its answer.
 */
export function useOvertaken(open: Ref<boolean>, detail: () => CaseDetail | null, action: MaybeRefOrGetter<string>, running: Ref<boolean>) {
  const looked = shallowRef<CaseDetail | null>(null)
  watch(open, (now) => now && (looked.value = detail()), { immediate: true, flush: 'sync' })

  const overtaken = computed(() => {
    const now = detail()
    if (!open.value || running.value || !looked.value || !now) return ''
    if (now.row.version === looked.value.row.version && offers(now, toValue(action))) return ''
    return `该条目刚刚有变化：${now.happened || now.row.state_label}。这里填写的内容不能再提交，请关闭后重新核对。`
  })
  return { looked, overtaken }
}
