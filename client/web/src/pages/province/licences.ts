import { API } from '@/api/http'
import type { EmployerRegistration, LicenceFile } from '@/api/wire'
import type { Material } from '@/components/material/material'

const material = ({ file, media_type }: LicenceFile, name: string): Material => ({
  name,
  kind: media_type === 'application/pdf' ? 'pdf' : 'image',
  url: `${API}/uploads/${encodeURIComponent(file)}`,
})

/** The licence that was handed in, and the one of the data in force, where it is another. */
export function licencesOf({ licence, licence_in_force: former }: EmployerRegistration): Material[] {
  const handedIn = licence ? [material(licence, '营业执照')] : []
  return former && former.file !== licence?.file ? [...handedIn, material(former, '此前通过的营业执照')] : handedIn
}
