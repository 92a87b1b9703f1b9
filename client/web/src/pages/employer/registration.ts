import type { AmendEmployer, EmployerCard, EmployerContact, RegisterEmployer } from '@/api/wire'

/** The fields that the province verifies, but for the licence. */
export type Identity = Pick<AmendEmployer, 'name' | 'nature' | 'industry' | 'region'>

export const NOBODY: Identity & EmployerContact = {
  name: '',
  nature: '',
  industry: '',
  region: '',
  address: '',
  contact_name: '',
  contact_phone: '',
  contact_email: '',
}

/** Forms that start with what is known. */
export const identityOf = ({ name, nature, industry, region }: EmployerCard): Identity => ({ name, nature, industry, region })
export function contactOf({ address, contact_name, contact_phone, contact_email }: EmployerCard): EmployerContact {
  return { address, contact_name, contact_phone, contact_email }
}

const LICENCE_TYPES = ['image/jpeg', 'image/png', 'application/pdf']
const LICENCE_BYTES_MAX = 5 << 20

/** The faults of a file that can be seen before it is sent; the server looks into it. */
export function unfit(file: { type: string; size: number }): string {
  if (!LICENCE_TYPES.includes(file.type)) return '请选择 JPG、PNG 图片或 PDF'
  if (file.size > LICENCE_BYTES_MAX) return '文件不超过 5 MB，请压缩后上传'
  return ''
}

/** Fields that are still empty, with what is expected of them. */
export function missingIn(draft: Partial<RegisterEmployer>): Record<string, string> {
  const words: Record<string, string> = {
    credit_code: '请输入统一社会信用代码',
    name: '请输入单位名称',
    nature: '请选择单位性质',
    industry: '请选择单位行业',
    region: '请选择单位所在地，精确到区县',
    address: '请输入单位地址',
    contact_name: '请输入联系人',
    contact_phone: '请输入联系电话',
    contact_email: '请输入联系邮箱',
    login: '请设置登录名',
    password: '请设置密码',
  }
  const given = draft as Record<string, unknown>
  return Object.fromEntries(Object.entries(words).filter(([field]) => field in given && !String(given[field] ?? '').trim()))
}
