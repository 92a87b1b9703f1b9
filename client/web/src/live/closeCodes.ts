/** Why the server closed a connection, and whether to come back: 4000–4499 yes, 4500–4999 no. */
export const CLOSE = {
  restarting: 4000,
  slow: 4001,
  silent: 4002,
  rightsChanged: 4003,
  tooMany: 4004,
  sessionEnded: 4500,
  badFrames: 4501,
} as const

/** Anything outside the application's range is the network's doing and passes. */
export function comesBack(code: number): boolean {
  return code < 4500 || code > 4999
}
