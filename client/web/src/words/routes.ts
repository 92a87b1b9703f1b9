import type { Role } from '@/api/wire'

const CASE_PAGES: Partial<Record<Role, string>> = {
  school: 'staff-case',
  department: 'staff-case',
  graduate: 'graduate-case',
  employer: 'employer-case',
}

/** The page on which a role reads a case; a province reads none. */
export function casePage(role: Role, id: string) {
  const name = CASE_PAGES[role]
  return name ? { name, params: { id } } : null
}
