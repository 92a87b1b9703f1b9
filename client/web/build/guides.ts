import { Marked, type Tokens } from 'marked'
import type { Plugin } from 'vite'

export interface Guide {
  title: string
  /** The second level of headings: what the table of contents lists. */
  sections: { id: string; title: string }[]
  html: string
}

const SOURCE = /\/docs\/guides\/[a-z]+\.zh-CN\.md$/

/** One of our own guides; nobody else's Markdown comes here. */
export function guideOf(markdown: string): Guide {
  const sections: Guide['sections'] = []
  let title = ''
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        if (depth === 1) {
          title = text
          return ''
        }
        const words = this.parser.parseInline(tokens)
        if (depth > 2) return `<h${depth}>${words}</h${depth}>\n`
        const id = `s${sections.length + 1}`
        sections.push({ id, title: text })
        return `<h2 id="${id}">${words}</h2>\n`
      },
    },
  })
  // A table wider than a phone scrolls by itself.
  const html = marked
    .parse(markdown, { async: false })
    .replaceAll('<table>', '<div class="table" tabindex="0" role="region" aria-label="表格，可左右滚动"><table>')
    .replaceAll('</table>', '</table></div>')
  return { title, sections, html }
}

/** Turns the guides of `docs/guides` into modules while the app is built: no reader of Markdown comes to the browser. */
export function guides(): Plugin {
  return {
    name: 'wangqian-guides',
    transform(code, id) {
      if (!SOURCE.test(id)) return
      return { code: `export default ${JSON.stringify(guideOf(code))}`, map: null }
    },
  }
}
