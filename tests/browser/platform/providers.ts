import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The WeChat official account and the SMS service, as far as a browser test meets them. */
export class Providers {
  /** Where WeChat sends people back to. */
  site = ''
  /** What the SMS service says to the next message instead of `OK`. */
  nextSms = ''
  /** Codes for forgotten passwords, oldest first. */
  readonly codes: string[] = []
  private readonly home = mkdtempSync(join(tmpdir(), 'wangqian-providers-'))
  private readonly server = createServer((request, response) => this.answer(request, response))
  private messages = 0

  static async start(): Promise<Providers> {
    const providers = new Providers()
    providers.server.listen(0, '127.0.0.1')
    await once(providers.server, 'listening')
    writeFileSync(providers.file, JSON.stringify(providers.configuration()), { mode: 0o600 })
    return providers
  }

  /** What the server is started with. */
  get options(): string[] {
    return ['--notices', this.file]
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
    rmSync(this.home, { recursive: true, force: true })
  }

  private get file(): string {
    return join(this.home, 'notices.json')
  }

  private configuration() {
    const address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    const template = { id: 'T', fields: { thing2: 'subject', phrase3: 'result', time4: 'time' } }
    return {
      site_url: 'https://wq.example.cn',
      wechat: {
        app_id: 'wx', secret: 'an-app-secret-for-tests', callback_token: 'a-callback-token-for-tests', base_url: address, authorize_url: `${address}/authorize`,
        templates: { invited: template, reviewed: template, signing_changed: template },
      },
      sms: {
        access_key_id: 'k', access_key_secret: 'a-key-secret-for-tests', sign_name: '网签', receipt_key: 'a-receipt-key-for-tests', base_url: `${address}/sms`,
        templates: { signing_changed: { code: 'SMS_1' } },
        password_code: { code: 'SMS_2' },
      },
    }
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://provider')
    if (url.pathname === '/authorize') {
      const back = `${this.site}/graduate/wechat?code=c&state=${url.searchParams.get('state')}`
      response.writeHead(302, { location: back }).end()
      return
    }
    const params = url.searchParams.get('TemplateParam')
    if (params) this.codes.push((JSON.parse(params) as { code: string }).code)
    request.resume()
    response.end(JSON.stringify(this.said(url.pathname)))
  }

  private said(path: string): object {
    this.messages += 1
    if (path === '/cgi-bin/stable_token') return { access_token: 'a', expires_in: 7200 }
    if (path === '/sns/oauth2/access_token') return { openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' }
    if (path.startsWith('/cgi-bin/')) return { errcode: 0, errmsg: 'ok', msgid: this.messages }
    const code = this.nextSms || 'OK'
    this.nextSms = ''
    return { Code: code, Message: code, BizId: `b${this.messages}` }
  }
}
