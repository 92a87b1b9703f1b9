import { onScopeDispose } from 'vue'
import { upload } from '@/api/upload'
import type { PaperFile } from '@/api/wire'
import type { Carrier } from '@/components/proof/carrier'

/** Files that go up by the link on the paper. The server shows none of them to a visitor, so they are looked at where they came from. */
export function byLink(link: string): Carrier {
  const shown = new Map<string, string>()
  onScopeDispose(() => shown.forEach((url) => URL.revokeObjectURL(url)))

  async function send(file: Blob, progress: (share: number) => void) {
    const { receipt } = await upload<PaperFile>(`/paper/${encodeURIComponent(link)}/files`, file, progress)
    if (!shown.has(receipt)) shown.set(receipt, URL.createObjectURL(file))
    return { file: receipt, media_type: file.type }
  }
  return { send, address: (file) => shown.get(file) ?? '' }
}
