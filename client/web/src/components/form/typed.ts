/** A number or code as it was meant: whatever width, spaces and unseen characters it was typed or pasted with. The server reads it the same way. */
export const asNumber = (typed: string): string => typed.normalize('NFKC').replace(/[\p{Cf}\p{DI}\s\u2010-\u2015\u2212-]/gu, '')

/** A text without what nobody sees, for counting its characters. */
export const asSeen = (typed: string): string => typed.replace(/[\p{Cf}\p{DI}\u2800]/gu, '').trim()
