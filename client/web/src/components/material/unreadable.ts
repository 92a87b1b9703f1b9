import { Unanswered } from '@/api/refusal'

const LOCKED = 'PasswordException'

/** The words and the way out for a file that exists and cannot be shown. */
export function unreadable(error: unknown): { title: string; detail: string } {
  if (error instanceof Unanswered) return { title: '查看文件的程序没有加载成功', detail: '请检查网络后重新加载；也可以下载后查看。' }
  if ((error as Error | null)?.name === LOCKED) return { title: '文件设有打开密码，无法显示', detail: '请退回，由提交人上传没有密码的文件。' }
  return { title: '文件已损坏，无法显示', detail: '可以下载后用其他软件打开；仍打不开的，请退回，由提交人重新上传。' }
}
