import { computed } from 'vue'
import { useSession } from '@/stores/session'

/** Whether the reader keeps the roster and the accounts: a school user with 「读写」 on 基本信息和就业信息 (ACC-04). */
export function useKeeper() {
  const session = useSession()
  return computed(() => session.me?.role === 'school' && session.me.permissions?.basic === 'read_write')
}
