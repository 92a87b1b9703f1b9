import { readOwnRegistration } from '@/api/reads'
import { useLoad } from '@/composables/useLoad'
import { useTopic } from '@/composables/useTopic'

/** One's own registration; read again when a notice arrives, since a decision of the province is one. */
export function useRegistration() {
  const { content: registration, failure, load, refresh } = useLoad(readOwnRegistration)
  useTopic('me', (frame) => frame.type === 'notice' && refresh(), load)
  void load()
  return { registration, failure, load }
}
