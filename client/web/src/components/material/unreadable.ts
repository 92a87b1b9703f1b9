const LOCKED = 'PasswordException'

/** What to say, and to do, of a file that is there and cannot be shown. */
export function unreadable(error: unknown): { title: string; detail: string } {
  if ((error as Error | null)?.name === LOCKED) return { title: '文件设有打开密码，无法显示', detail: '请退回，由提交人上传没有密码的文件。' }
  return { title: '文件已损坏，无法显示', detail: '可以下载后用其他软件打开；仍打不开的，请退回，由提交人重新上传。' }
}
