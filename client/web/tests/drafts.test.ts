import { beforeEach, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { deviceDraft } from '@/pages/handing-in/deviceDraft'
import { useDraft } from '@/pages/employer/useDraft'

beforeEach(() => localStorage.clear())

const kept = { filled: { form: 'POSTGRADUATE', answers: { school: '示例大学' }, files: [] }, at_ms: 1, saved: false }

/** What is written on one device, one person after the other. */
async function writing(owner: string, jobTitle?: string): Promise<string> {
  const scope = effectScope()
  const draft = scope.run(() => {
    const { draft } = useDraft(owner)
    if (jobTitle) draft.answers['job_title'] = jobTitle
    return draft
  })!
  await nextTick()
  scope.stop()
  return draft.answers['job_title'] ?? ''
}

it('DES-03 namesakes of one school at one device each have a draft of their own', () => {
  deviceDraft({ id: 'a' }, 'destination').keep(kept)
  expect(deviceDraft({ id: 'b' }, 'destination').recall()).toBeNull()
  expect(deviceDraft({ id: 'a' }, 'destination').recall()).toEqual(kept)
  expect(deviceDraft({ id: 'a' }, 'destination', 'case').recall()).toBeNull()
})

it('EXT-05 an invitation half written is its account’s alone', async () => {
  await writing('a', '后端工程师')
  expect(await writing('b')).toBe('')
  expect(await writing('a')).toBe('后端工程师')
})
