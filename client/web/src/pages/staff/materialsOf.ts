import type { CaseDetail } from '@/api/wire'
import type { Material } from '@/components/material/material'

/** The proof of a case, as the viewer shows it. */
export const materialsOf = ({ materials }: CaseDetail): Material[] =>
  materials.map(({ name, media_type, url }) => ({ name, url, kind: media_type === 'application/pdf' ? 'pdf' : 'image' }))
