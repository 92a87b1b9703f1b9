/** A field for a whole number, as typed: `null` while it is empty, `NaN` while it is none. */
export type Typed = number | null

/** Full-width figures are figures. Nothing is rounded or cut: what is no whole number is none. */
export function parsed(text: string): Typed {
  const figures = text.normalize('NFKC').trim()
  if (!figures) return null
  return /^[+-]?\d{1,15}$/.test(figures) ? Number(figures) : Number.NaN
}

/** The fault of a number that has to lie between two others; says the range. */
export function outOfRange(label: string, value: Typed, least: number, most: number, unit = ''): string {
  const within = value !== null && Number.isInteger(value) && value >= least && value <= most
  return within ? '' : `${label}为 ${least} 至 ${most} ${unit}的整数`
}
