import { readBlob } from '@/api/http'
import { Refusal } from '@/api/refusal'

const GONE = { title: '文件不存在或已被更换', detail: '请刷新页面；仍看不到的，请退回，由提交人重新上传。' }

/** The file itself: what the server has no more is said for a reader of materials, who can have it handed in again. */
export async function readMaterial(url: string): Promise<Blob> {
  try {
    return await readBlob(url)
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) throw new Refusal({ ...error.problem, ...GONE })
    throw error
  }
}
