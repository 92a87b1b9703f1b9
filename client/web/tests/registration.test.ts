import { describe, expect, it } from 'vitest'
import { NOBODY, missingIn, unfit } from '@/pages/employer/registration'

describe('ACC-10: registering', () => {
  it('names every field that is empty, and only those of the form', () => {
    expect(Object.keys(missingIn(NOBODY))).toEqual(['name', 'nature', 'industry', 'region', 'address', 'contact_name', 'contact_phone', 'contact_email'])
    expect(missingIn({ credit_code: ' ', login: 'hr01' })).toEqual({ credit_code: '请输入统一社会信用代码' })
  })

  it('says of a file what can be known before it is sent', () => {
    expect(unfit({ type: 'image/png', size: 5 << 20 })).toBe('')
    expect(unfit({ type: 'application/x-msdownload', size: 10 })).toContain('JPG、PNG')
    expect(unfit({ type: 'application/pdf', size: (5 << 20) + 1 })).toContain('5 MB')
  })
})
