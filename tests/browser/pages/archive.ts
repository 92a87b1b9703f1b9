import { ARCHIVE, type Archive } from '../platform/terms.ts'
import type { Form } from './form.ts'

/** Where an archive goes, once a form asks for it: the same questions wherever they stand. */
export async function writeArchive(form: Form, archive: Archive = ARCHIVE): Promise<void> {
  await form.choose('档案转寄类型', archive.type)
  await form.type('档案转寄单位名称', archive.organisation)
  await form.choosePlace('档案转寄单位所在地', archive.place)
  await form.type('档案转寄单位地址', archive.address)
  await form.type('档案转寄单位邮编', archive.postcode)
  await form.type('档案转寄联系人', archive.contact)
  await form.type('档案转寄联系电话', archive.phone)
}
