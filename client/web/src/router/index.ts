import { createRouter, createWebHistory, type RouteLocationNormalized, type Router } from 'vue-router'
import { isHere, systemOf } from '@/layout/places'
import { fetchAhead } from '@/parts/ahead'
import { whenRenewed } from '@/parts/part'
import { EMS, PLATFORM } from '@/words/labels'
import type { Role, SystemInfo } from '@/api/wire'
import { useCodeStore } from '@/stores/codes'
import type { useServed } from '@/stores/served'
import type { useSession } from '@/stores/session'
import { routes } from './routes'
import { followWay, underWay } from './underWay'

type Session = ReturnType<typeof useSession>
type Visitor = Pick<Session, 'me' | 'home' | 'arrival' | 'confined'>

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name, for the window's title. */
    title?: string
    /** The roles that may see the page; absent, no sign-in is needed. */
    roles?: Role[]
  }
}

/** Where a visitor is sent instead, if the page is not theirs, or the other server's. */
export function detour(session: Visitor, to: Pick<RouteLocationNormalized, 'meta' | 'name' | 'path' | 'fullPath'>, served: SystemInfo) {
  const roles = to.meta.roles
  if (!roles) return session.me && (to.name === 'login' || to.name === 'register') ? session.arrival : true
  if (!session.me) return { name: 'login', query: { from: to.fullPath } }
  if (session.confined && to.name !== 'account') return { name: 'account' }
  return (roles.includes(session.me.role) && isHere(to.path, served)) || session.home
}

/** Fetches the code of the next pages, and the code tables for their words. */
const ahead = (role: Role) =>
  fetchAhead(role)
    .then(() => useCodeStore().load())
    .catch(() => undefined)

export function createAppRouter(session: Session, served: ReturnType<typeof useServed>): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    // A heading stands below the bar that stays.
    scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash, top: 64 } : { top: 0 }),
  })
  followWay(router)
  // A page from before an update asks for files that are gone: the new page has them.
  whenRenewed(() => {
    const way = underWay.value
    // An address that differs in its fragment alone would not be fetched.
    if (way && way.path !== location.pathname) location.assign(way.fullPath)
    else location.reload()
  })
  router.beforeEach(async (to) => {
    await Promise.all([session.restore(), served.load()])
    return detour(session, to, served.info)
  })
  router.afterEach((to) => {
    const isEms = systemOf(to.path, served.info) === 'ems'
    document.title = to.meta.title ? `${to.meta.title} · ${isEms ? EMS : '网签'}` : isEms ? EMS : PLATFORM
    if (session.me && !session.confined) void ahead(session.me.role)
  })
  return router
}
