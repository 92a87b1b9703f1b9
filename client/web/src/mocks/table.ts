import type { Code } from '@/api/wire'

/** A code table, written as `code,name,parent` with blanks between its rows. */
export const table = (text: string): Code[] =>
  text
    .trim()
    .split(/\s+/)
    .map((line) => {
      const [code = '', name = '', parent] = line.split(',')
      return { code, name, ...(parent && { parent }) }
    })
