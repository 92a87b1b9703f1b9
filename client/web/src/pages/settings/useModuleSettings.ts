import { readModuleSettings } from '@/api/reads'
import { useFresh } from '@/composables/useFresh'
import { useTopic } from '@/composables/useTopic'

/** A module's settings as they are now: other people's changes, and whatever comes into the way, show without a reload. */
export function useModuleSettings(module: string) {
  const { content: settings, failure, refresh } = useFresh(() => readModuleSettings(module))
  useTopic(
    'school',
    () => void refresh(),
    () => void refresh(),
  )
  useTopic(
    'queue',
    () => void refresh(),
    () => undefined,
  )
  return { settings, failure, refresh }
}
