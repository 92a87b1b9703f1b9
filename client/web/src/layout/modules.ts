import type { Me } from '@/api/wire'

export interface ModuleTab {
  label: string
  to: string
  here: boolean
  /** Why it cannot be entered, in words that say who can change that; empty when it can. */
  closed: string
}

const addressOf = (module: string) => (module === 'signing' ? '/staff' : `/staff/modules/${module}`)

/** Where one of several open modules is chosen after sign-in (ACC-09). */
export const CHOICE = '/staff/choice'

/** The module that an address belongs to; none where one is still to be chosen. */
export const moduleAt = (path: string) => (path === CHOICE ? '' : (/^\/staff\/modules\/([a-z]+)/.exec(path)?.[1] ?? 'signing'))

/** Where somebody's work begins: not everybody may see the first module (ACC-04); without any it is the first one that says why. */
export function deskOf(me: Pick<Me, 'modules'>): string {
  const open = me.modules.find(({ closed }) => !closed)
  return addressOf(open?.module ?? 'signing')
}

/** Where somebody arrives who has just signed in: at a choice, if there is one. */
export const arrivalOf = (me: Pick<Me, 'modules'>) => (me.modules.filter(({ closed }) => !closed).length > 1 ? CHOICE : deskOf(me))

/** The module switch of school and department users (ACC-09). */
export function moduleTabs(me: Me, path: string): ModuleTab[] {
  return me.modules.map(({ module, label, closed }) => ({
    label,
    to: addressOf(module),
    here: moduleAt(path) === module,
    closed: closed ? `${closed.title}。${closed.detail}` : '',
  }))
}
