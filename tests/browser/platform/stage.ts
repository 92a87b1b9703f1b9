import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { Employer } from '../pages/employer.ts'
import { Ems } from '../pages/ems.ts'
import { GraduateOnPhone } from '../pages/graduate.ts'
import { Person } from '../pages/person.ts'
import { Reviewer } from '../pages/reviewer.ts'
import { SignInPage } from '../pages/signIn.ts'
import { Cable } from './cable.ts'
import { Caller, type Entrance } from './caller.ts'
import { type Account, Cast, type School } from './people.ts'
import type { Server } from './server.ts'
import { Story } from './story.ts'
import { Watch } from './watch.ts'

export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}

/** What a province calls a review: three-party agreements are 审核, two-party ones 鉴证. */
const WORD = { department_then_school: '审核', school_only: '鉴证' } as const

/** Where a test plays: browsers of signed-in people around one server. */
export class Stage {
  readonly watch = new Watch()
  readonly story: Story
  private readonly contexts: BrowserContext[] = []
  private readonly cables: Cable[] = []

  constructor(private readonly browser: Browser, readonly server: Server, readonly cast: Cast) {
    this.story = new Story(server, cast.people.password)
  }

  async employer(account: Account, screen = DESK, origin = this.server.origin): Promise<Employer> {
    return new Employer(await this.enter('employer', account.login, screen, origin))
  }

  async graduate(account: Account, screen = PHONE, origin = this.server.origin): Promise<GraduateOnPhone> {
    return new GraduateOnPhone(await this.enter('graduate', account.login, screen, origin))
  }

  async reviewer(school: School, login: string, screen = DESK, origin = this.server.origin): Promise<Reviewer> {
    return new Reviewer(await this.enter('school', login, screen, origin), WORD[school.route])
  }

  /** A school user on the way to the employment management system. */
  async keeper(school: School, screen = DESK): Promise<Ems> {
    return new Ems(await this.enter('school', school.school_login, screen, this.server.origin))
  }

  async province(screen = DESK): Promise<Person> {
    return new Person(await this.enter('province', this.cast.people.province_login, screen, this.server.origin))
  }

  /** Nobody yet. */
  async visitor(screen = DESK): Promise<SignInPage> {
    return new SignInPage(await (await this.open(screen, this.server.origin)).newPage())
  }

  /** A network of their own for those who get its `origin`. */
  async cable(): Promise<Cable> {
    const cable = await Cable.to(this.server.port)
    this.cables.push(cable)
    return cable
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()))
    this.cables.forEach((cable) => cable.close())
  }

  private async enter(entrance: Entrance, login: string, screen: BrowserContextOptions, origin: string): Promise<Page> {
    const context = await this.open(screen, origin)
    await Caller.signIn(context.request, origin, entrance, login, this.cast.people.password)
    return context.newPage()
  }

  private async open(screen: BrowserContextOptions, origin: string): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...screen, baseURL: origin })
    this.watch.on(context)
    this.contexts.push(context)
    return context
  }
}
