/** How far a decision is that is written in a dialog. */
export interface Sending {
  /** A colleague has the item now. */
  blocked: boolean
  /** The decision that a colleague made behind the dialog. */
  overtaken: string
  running: boolean
  /** The words on the button while the answer takes its time. */
  doing: string
  retryIn: number
  words: { title: string; detail: string } | null
  /** The server's objections, by field. */
  fields: Record<string, string>
}
