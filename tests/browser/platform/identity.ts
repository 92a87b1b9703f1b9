import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

const CLIENT = 'wangqian'

/** A real OpenID provider: everybody may say who they are, and is believed. */
export class Identity {
  private constructor(private readonly server: Server, private readonly site: string) {}

  /** For a server that people know by this address. */
  static async start(site: string): Promise<Identity> {
    const callback = `${site}/api/v1/session/oidc/callback`
    // Its own address is a part of what it says, so the port is known before it is asked anything.
    let provider: Provider | null = null
    const server = createServer((request, response) => provider!.callback()(request, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    provider = new Provider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      clients: [{ client_id: CLIENT, token_endpoint_auth_method: 'none', redirect_uris: [callback], response_types: ['code'], grant_types: ['authorization_code'] }],
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: `internal-${id}`, preferred_username: id }) }),
      cookies: { keys: ['for these tests only'] },
    })
    return new Identity(server, site)
  }

  /** What the server is started with. */
  get options(): string[] {
    const issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    const client = ['--oidc-issuer', issuer, '--oidc-client-id', CLIENT, '--oidc-public-url', this.site]
    return [...client, '--oidc-entrances', 'province,school', '--oidc-name', '示范统一身份认证']
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}
