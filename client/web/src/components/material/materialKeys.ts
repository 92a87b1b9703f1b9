/** The keys of the viewer, as the help shows them. None of them is one of a review's. */
export const MATERIAL_KEYS = [
  ['+ / -', '放大、缩小；也可按住 Ctrl 滚动滚轮'],
  ['0', '适合窗口'],
  ['Z', '原始大小（100%）'],
  ['T', '顺时针旋转 90°'],
  ['[ / ]', '上一页、下一页'],
  [', / .', '上一份、下一份材料'],
  ['F', '全屏；按 Esc 退出'],
] as const
