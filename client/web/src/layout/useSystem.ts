import { computed, onScopeDispose, watchEffect } from 'vue'
import { useRoute } from 'vue-router'

/** Which of the two systems a page belongs to: the platform, or the employment management system. */
export type System = 'platform' | 'ems'

export const systemOf = (path: string): System => (path === '/ems' || path.startsWith('/ems/') ? 'ems' : 'platform')

/** The system on screen; the document wears its colour, dialogs at its end too. */
export function useSystem() {
  const route = useRoute()
  const system = computed(() => systemOf(route.path))
  watchEffect(() => (document.documentElement.dataset['system'] = system.value))
  onScopeDispose(() => delete document.documentElement.dataset['system'])
  return system
}
