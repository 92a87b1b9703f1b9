import type { Role } from '@/api/wire'

/** The guides, whose they are, and their sources: one Markdown file each, for the page and for the PDF. */
export const GUIDES = {
  school: { title: '学校、院系操作指南', load: () => import('../../../../../docs/guides/school.zh-CN.md') },
  graduate: { title: '毕业生操作指南', load: () => import('../../../../../docs/guides/graduate.zh-CN.md') },
  employer: { title: '用人单位操作指南', load: () => import('../../../../../docs/guides/employer.zh-CN.md') },
}

export type GuideName = keyof typeof GUIDES

export const isGuide = (name: string): name is GuideName => name in GUIDES
export const pdfOf = (name: GuideName) => `/guides/${name}.pdf`

/** The guides of a home: schools pass all of them on (HOM-01), the others read their own. */
export function guidesFor(role: Role): GuideName[] {
  if (role === 'graduate') return ['graduate']
  if (role === 'employer') return ['employer']
  return ['school', 'graduate', 'employer']
}
