/** How far a decision is that is written in a dialog. */
export interface Sending {
  /** A colleague has the item now. */
  blocked: boolean
  /** What a colleague decided behind the dialog. */
  overtaken: string
  running: boolean
  /** What the button says while it is not answered at once. */
  doing: string
  retryIn: number
  words: { title: string; detail: string } | null
  /** What the server objects to, by field. */
  fields: Record<string, string>
}
