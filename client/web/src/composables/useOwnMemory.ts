import { getActivePinia } from 'pinia'
import type { Ref } from 'vue'
import { useSession } from '@/stores/session'
import { useMemory } from './useMemory'

/** The account that chose: two people who share a device do not share it. */
export function ownerOf(): string {
  const me = getActivePinia() ? useSession().me : null
  return me ? `${me.role}.${me.organisation}.${me.name}` : 'nobody'
}

/** A choice remembered on this device for the account that made it (EXT-18). */
export function useOwnMemory<T>(name: string, initial: T, valid: (value: unknown) => value is T): Ref<T> {
  return useMemory(`${name}.${ownerOf()}`, initial, valid)
}
