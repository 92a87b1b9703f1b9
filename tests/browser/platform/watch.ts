import type { BrowserContext } from '@playwright/test'

/** Said by the browser about requests, not about the page's code: the answers themselves are watched instead. */
const NETWORK = /^Failed to load resource|^WebSocket connection to/

/** What must not happen in a browser: errors on the console (violations of the content security policy among them), and answers nobody expects. */
export class Watch {
  readonly complaints: string[] = []
  private readonly expected = new Set<string>(['GET /api/v1/session 401'])

  on(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error' && !NETWORK.test(message.text())) this.complaints.push(`console: ${message.text()}`)
    })
    context.on('weberror', (error) => this.complaints.push(`uncaught: ${error.error().stack}`))
    context.on('response', (response) => {
      if (response.status() < 400) return
      const said = `${response.request().method()} ${new URL(response.url()).pathname} ${response.status()}`
      if (!this.expected.has(said)) this.complaints.push(said)
    })
  }

  /** This test provokes the answer on purpose, e.g. `POST /api/v1/session 401`. */
  expect(answer: string): void {
    this.expected.add(answer)
  }
}
