import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guideOf } from '../build/guides'
import { GUIDES, guidesFor, isGuide, type GuideName } from '@/pages/guides/guides'

const NAMES = Object.keys(GUIDES) as GuideName[]
const sourceOf = (name: GuideName) => readFileSync(`../../docs/guides/${name}.zh-CN.md`)

describe('HOM-01 guides', () => {
  it.each(NAMES)('the PDF of %s is printed from its source as it is now (make guides)', (name) => {
    const hash = createHash('sha256').update(sourceOf(name)).digest('hex')
    expect(readFileSync('public/guides/sources.sha256', 'utf8')).toContain(`${hash}  docs/guides/${name}.zh-CN.md`)
    expect(readFileSync(`public/guides/${name}.pdf`).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it.each(NAMES)('%s has the title its links carry, and a table of contents that leads to every section', (name) => {
    const guide = guideOf(sourceOf(name).toString())
    expect(guide.title).toBe(GUIDES[name].title)
    expect(guide.sections.length).toBeGreaterThan(4)
    for (const { id } of guide.sections) expect(guide.html.split(`id="${id}"`)).toHaveLength(2)
  })

  it('keeps to what the content security policy and a phone allow', () => {
    const { html } = guideOf('# 名\n\n## 一\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n')
    expect(html).toContain('<div class="table" tabindex="0"')
    expect(html).not.toMatch(/style=|<script|<h1/)
  })

  it('schools pass all of them on, the others read their own', () => {
    expect(guidesFor('department')).toEqual(NAMES)
    expect(guidesFor('graduate')).toEqual(['graduate'])
    expect(guidesFor('employer')).toEqual(['employer'])
    expect([isGuide('school'), isGuide('nobody')]).toEqual([true, false])
  })
})
