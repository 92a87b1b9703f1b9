import { readonly, ref } from 'vue'

const EVERY_MS = 20_000
const now = ref(Date.now())

setInterval(() => (now.value = Date.now()), EVERY_MS)

/** The present, fine enough for words such as 「3 分钟」; one timer for the whole app. */
export const useNow = () => readonly(now)
