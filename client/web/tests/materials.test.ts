import { describe, expect, it } from 'vitest'
import type { CaseDetail, EmployerRegistration } from '@/api/wire'
import { Unanswered } from '@/api/refusal'
import { MATERIAL_KEYS } from '@/components/material/materialKeys'
import { unreadable } from '@/components/material/unreadable'
import { licencesOf } from '@/pages/province/licences'
import { VERDICT_KEYS } from '@/pages/province/verdictKeys'
import { keysOf } from '@/pages/staff/reviewKeys'

const file = (name: string, media_type: string) => ({ file: name, media_type, bytes: 1 })
const registration = (licence: unknown, former: unknown = null) => ({ licence, licence_in_force: former }) as EmployerRegistration

describe('ACC-10 licences on the desk', () => {
  it('are what was handed in and, where it is another one, what is in force', () => {
    const [pdf, png] = [file('a', 'application/pdf'), file('b', 'image/png')]
    expect(licencesOf(registration(pdf, png))).toEqual([
      { name: '营业执照', kind: 'pdf', url: '/api/v1/uploads/a' },
      { name: '此前通过的营业执照', kind: 'image', url: '/api/v1/uploads/b' },
    ])
    expect(licencesOf(registration(png, png)).map(({ name }) => name)).toEqual(['营业执照'])
    expect(licencesOf(registration(null))).toEqual([])
  })

  it('that cannot be shown say why, and what to do', () => {
    const locked = Object.assign(new Error(), { name: 'PasswordException' })
    expect(unreadable(locked).title).toContain('密码')
    expect(unreadable(new Unanswered()).detail).toContain('重新加载')
    for (const error of [locked, new Error('InvalidPDFException'), null]) expect(unreadable(error).detail).toContain('由提交人')
  })
})

describe('EXT-06 keys', () => {
  it('of materials are none of a review’s, nor the digits that pick a reason', () => {
    const reviews = [...keysOf({ actions: [{ code: 'return' }] } as CaseDetail), ...VERDICT_KEYS].map(([key]) => key)
    const materials = MATERIAL_KEYS.flatMap(([keys]) => keys.split(' / '))
    expect(materials.filter((key) => reviews.includes(key) || /[1-9]/.test(key))).toEqual([])
  })
})
