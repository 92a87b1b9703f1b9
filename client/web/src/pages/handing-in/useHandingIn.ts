import { handIn, handInAgain } from '@/api/commands'
import type { CaseChanged, CaseDetail, DescribedForm, Filled } from '@/api/wire'
import { fieldsOf } from '@/components/described/asked'
import { PROOF } from '@/components/described/problems'
import { useCommand } from '@/composables/useCommand'
import type { useSaving } from './useSaving'

interface HandedIn {
  kind: string
  /** The agreement that is to end, for kinds that end one. */
  about?: string | undefined
}

/** Handing a form in, for the first time or again. */
export function useHandingIn({ kind, about }: HandedIn, detail: CaseDetail | null, saving: ReturnType<typeof useSaving>) {
  const command = useCommand<CaseChanged>()

  async function send(filled: Filled): Promise<CaseChanged | null> {
    await saving.rest()
    const answer = await command.run(detail ? handInAgain(detail.row, filled) : handIn({ kind, about: about ?? null, filled }))
    if (answer) saving.discard()
    else saving.resume()
    return answer
  }

  /** The first field that the server objects to, in the order of the page. */
  function firstRefused(form: DescribedForm): string | undefined {
    const order = [...fieldsOf(form).map(({ key }) => key), PROOF]
    return order.find((key) => key in command.fields.value)
  }

  return { command, send, firstRefused }
}
