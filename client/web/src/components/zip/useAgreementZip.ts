import { computed, ref, shallowRef } from 'vue'
import { askForZip } from '@/api/commands'
import { API } from '@/api/http'
import { readZips } from '@/api/reads'
import type { AgreementZip, CaseQuery } from '@/api/wire'
import { useCommand } from '@/composables/useCommand'
import { useSession } from '@/stores/session'

/** The zip that this tab follows, and in which session: the browser downloads it, whatever page is looked at meanwhile. */
const followed = shallowRef<{ zip: AgreementZip; session: string } | null>(null)

/** Why none was begun, until the reader has read it. */
const refused = shallowRef<{ title: string; detail: string } | null>(null)

const isOpen = ({ state }: AgreementZip) => state === 'asked' || state === 'under_way'
const fileOf = (zip: AgreementZip) => `${API}/agreement-zips/${encodeURIComponent(zip.zip)}/file`

function useFollowed() {
  const session = useSession()
  const zip = computed(() => (followed.value && followed.value.session === session.me?.csrf ? followed.value.zip : null))
  const follow = (zip: AgreementZip) => void (session.me && (followed.value = { zip, session: session.me.csrf }))
  return { zip, follow }
}

/** The browser's own download: it writes the file as it comes and outlives the page. */
function fetchByBrowser(zip: AgreementZip): void {
  const link = document.createElement('a')
  link.href = fileOf(zip)
  link.download = ''
  link.click()
}

/** How far the zip is; one that was over before this tab looked is nobody's news. */
export function useZipProgress() {
  const { zip, follow } = useFollowed()
  const lost = ref(false)

  async function look(): Promise<void> {
    const before = zip.value
    try {
      const [newest] = (await readZips()).zips
      lost.value = false
      // It may have been asked for while the answer was on its way.
      if (zip.value !== before) return
      if (newest && (isOpen(newest) || newest.zip === before?.zip)) follow(newest)
      else if (before && isOpen(before)) follow({ ...before, state: 'broken_off' })
    } catch {
      lost.value = true
    }
  }

  const open = computed(() => !!zip.value && isOpen(zip.value))
  const forget = () => (followed.value = refused.value = null)
  return { zip, open, lost, refused, look, forget }
}

/** Asks for all agreements of a list and has the browser fetch them; a refusal is said where progress would be. */
export function useAgreementZip() {
  const { follow } = useFollowed()
  const command = useCommand<AgreementZip>()

  async function start(query: CaseQuery): Promise<void> {
    const zip = await command.run(askForZip(query))
    refused.value = command.words.value
    if (!zip) return
    follow(zip)
    fetchByBrowser(zip)
  }

  return { start, running: command.running }
}
