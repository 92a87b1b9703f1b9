import { readModuleSettings } from '@/api/reads'
import { useLoad } from '@/composables/useLoad'
import { useTopic } from '@/composables/useTopic'

/** A module's settings as they are now: other people's changes, and whatever comes into the way, show without a reload. */
export function useModuleSettings(module: string) {
  const { content: settings, failure, load } = useLoad(() => readModuleSettings(module))
  let reading = false
  let again = false

  /** One reading at a time, and one more after it for what happened meanwhile. */
  async function refresh(): Promise<void> {
    again = reading
    if (reading) return
    reading = true
    await load()
    reading = false
    if (again) void refresh()
  }

  useTopic('school', () => void refresh(), () => void refresh())
  useTopic('queue', () => void refresh(), () => undefined)
  void refresh()
  return { settings, failure, refresh }
}
