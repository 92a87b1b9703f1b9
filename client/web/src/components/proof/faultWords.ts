import type { Fault } from './quality'

/** The fault of a photo in words, and the way out of it (EXT-23). */
export const FAULT_WORDS: Record<Fault, string> = {
  small: '照片太小，放大后文字可能看不清：请用手机相机拍摄原件，不要用缩略图或转发后压缩的图片',
  blurred: '照片不够清晰：请在光线充足处拿稳手机，等对焦后再拍',
  sideways: '文字好像是横着的：请转正',
  far: '文件在照片里太小：请靠近一些，让文件占满画面',
  cut: '文字碰到了照片边缘，可能没有拍全：请把四个边都拍进来',
}
