import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'

export type Entrance = 'school' | 'graduate' | 'employer' | 'province'

/** Somebody signed in over HTTP, without a page. */
export class Caller {
  private constructor(
    private readonly http: APIRequestContext,
    private readonly origin: string,
    private readonly csrf: string,
  ) {}

  /** The session's cookie stays in `http`: that of a browser's context signs its pages in. */
  static async signIn(http: APIRequestContext, origin: string, entrance: Entrance, login: string, password: string): Promise<Caller> {
    const answer = await http.post(`${origin}/api/v1/session`, {
      data: { entrance, login, password },
      headers: { Origin: origin },
      failOnStatusCode: true,
    })
    const { csrf } = (await answer.json()) as { csrf: string }
    return new Caller(http, origin, csrf)
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.http.get(`${this.origin}/api/v1${path}`, { failOnStatusCode: true })
    return (await answer.json()) as T
  }

  /** Puts a setting, and hears nothing back. */
  async put(path: string, data: unknown): Promise<void> {
    const headers = { Origin: this.origin, 'X-CSRF-Token': this.csrf, 'Idempotency-Key': randomUUID() }
    await this.http.put(`${this.origin}/api/v1${path}`, { data, headers, failOnStatusCode: true })
  }

  /** Sends a file up, and hears its name. */
  async upload(data: Buffer): Promise<string> {
    const headers = { Origin: this.origin, 'X-CSRF-Token': this.csrf, 'Content-Type': 'application/octet-stream' }
    const answer = await this.http.post(`${this.origin}/api/v1/uploads`, { data, headers, failOnStatusCode: true })
    return ((await answer.json()) as { file: string }).file
  }

  async command<T>(path: string, data: unknown, version?: number): Promise<T> {
    const headers = {
      Origin: this.origin,
      'X-CSRF-Token': this.csrf,
      'Idempotency-Key': randomUUID(),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
    }
    const answer = await this.http.post(`${this.origin}/api/v1${path}`, { data, headers, failOnStatusCode: true })
    return (await answer.json()) as T
  }
}
