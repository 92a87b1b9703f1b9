import { onScopeDispose } from 'vue'

const CHANNEL = 'wangqian.record'

/** The record that is shown belongs to the cookie, which all tabs of a browser have in common: the others hear of another one. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('shown')
  channel.close()
}

/** A page of the record before would write into the one that is shown now. */
export function useOtherTabs(switched: () => void): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = switched
  onScopeDispose(() => channel.close())
}
