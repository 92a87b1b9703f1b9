import { describe, expect, it } from 'vitest'
import { visible } from '@/components/form/visibleOnly'

describe('what a pasted text brings along (ROS-01)', () => {
  it('goes when nobody sees it', () => {
    expect(visible('后端\u200b工程师\ufeff')).toBe('后端工程师')
    expect(visible('\u202a13800138000\u202c')).toBe('13800138000')
  })
  it('becomes the character that it looks like', () => expect(visible('⽂学院')).toBe('文学院'))
  it('leaves ordinary text as it is', () => {
    const text = '人工智能（未来）学院 A·B\n㐂𠮷'
    expect(visible(text)).toBe(text)
  })
})
