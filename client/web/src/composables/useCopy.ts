import { ElMessage } from 'element-plus'
import 'element-plus/es/components/message/style/css'

/** Into the clipboard, with a word of it; where the browser does not let us, the reader is told what to copy. */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    ElMessage.success(done)
  } catch {
    ElMessage.warning({ message: `浏览器不允许自动复制，请手动复制：${text}`, duration: 15_000, showClose: true })
  }
}
