import { computed, onScopeDispose, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { useServed } from '@/stores/served'
import { systemOf } from './places'

/** The system on screen; the document wears its colour, dialogs at its end too. */
export function useSystem() {
  const route = useRoute()
  const served = useServed()
  const system = computed(() => systemOf(route.path, served.info))
  watchEffect(() => (document.documentElement.dataset['system'] = system.value))
  onScopeDispose(() => delete document.documentElement.dataset['system'])
  return system
}
