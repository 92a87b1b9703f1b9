import { computed } from 'vue'
import { useSession } from '@/stores/session'

/**
 * Whether the reader keeps what the EMS has: a school user with 「读写」 on 基本信息和就业信息 its roster and accounts (ACC-04), a
 * province its schools.
 */
export function useKeeper() {
  const session = useSession()
  return computed(() => session.me?.role === 'province' || (session.me?.role === 'school' && session.mayWrite))
}
