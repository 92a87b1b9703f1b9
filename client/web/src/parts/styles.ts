const lost = new Set<HTMLLinkElement>()

const isStyle = (target: EventTarget | null): target is HTMLLinkElement => target instanceof HTMLLinkElement && target.rel === 'stylesheet'

// Such events do not bubble, but are seen on their way down.
document.addEventListener('error', ({ target }) => void (isStyle(target) && lost.add(target)), true)

/** Vite asks for a style sheet once and never again: those that were lost are asked for here. Ends with whether all are there. */
export async function stylesThere(): Promise<boolean> {
  const links = [...lost]
  lost.clear()
  await Promise.all(links.map(again))
  return lost.size === 0
}

function again(link: HTMLLinkElement): Promise<void> {
  const next = link.cloneNode() as HTMLLinkElement
  return new Promise((resolve) => {
    next.onload = next.onerror = () => resolve()
    link.replaceWith(next)
  })
}
