import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { send } from '@/api/http'
import { markRead } from '@/api/commands'
import { newKey } from '@/api/key'
import { readInbox } from '@/api/reads'
import type { Notice } from '@/api/wire'

/** The person's notices, newest first, as many as the server keeps. */
export const useInbox = defineStore('inbox', () => {
  const notices = ref<Notice[]>([])
  const unread = computed(() => notices.value.filter((notice) => !notice.read).length)

  async function load(): Promise<void> {
    const arrivedMeanwhile = new Set(notices.value.map((notice) => notice.seq))
    const answer = await readInbox()
    const known = new Set(answer.notices.map((notice) => notice.seq))
    const later = notices.value.filter((notice) => !arrivedMeanwhile.has(notice.seq) && !known.has(notice.seq))
    notices.value = [...later, ...answer.notices]
  }

  function arrive(notice: Notice): void {
    if (notices.value.some((known) => known.seq === notice.seq)) return
    notices.value = [notice, ...notices.value]
  }

  /** Everything shown now was seen. */
  async function readAll(): Promise<void> {
    const newest = notices.value[0]
    if (!newest || unread.value === 0) return
    const upto = newest.seq
    await send({ ...markRead({ upto }), key: newKey() })
    notices.value = notices.value.map((notice) => (notice.seq <= upto ? { ...notice, read: true } : notice))
  }

  const clear = () => (notices.value = [])

  return { notices, unread, load, arrive, readAll, clear }
})
