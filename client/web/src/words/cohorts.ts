/** 「2027 届」. */
const cohortName = (year: number | string) => `${year} 届`

/** The cohorts that a list has, as choices. */
export const cohortChoices = (years: readonly number[] = []) => years.map((year) => ({ code: String(year), name: cohortName(year) }))

/** A chosen filter of a list of graduates, in words. */
export function graduateWords(key: string, value: string, levelOf: (code: string) => string): string {
  if (key === 'cohort') return cohortName(value)
  return key === 'education_level' ? levelOf(value) : value
}

/** Filters of an address as the server is asked: there a cohort is a number, and is left out when it is none. */
export function withCohort<F extends { cohort: string }>({ cohort, ...others }: F) {
  const year = Number.parseInt(cohort, 10)
  return { ...others, ...(year && { cohort: year }) }
}
