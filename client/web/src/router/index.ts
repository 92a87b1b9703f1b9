import { createRouter, createWebHistory, type RouteLocationNormalized, type Router } from 'vue-router'
import { systemOf } from '@/layout/useSystem'
import { EMS, PLATFORM } from '@/words/labels'
import type { Role } from '@/api/wire'
import type { useSession } from '@/stores/session'
import { routes } from './routes'

type Session = ReturnType<typeof useSession>

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name, for the window's title. */
    title?: string
    /** Who may see the page; absent means nobody has to be signed in. */
    roles?: Role[]
  }
}

/** Where a visitor is sent instead, if the page is not theirs. */
export function detour(session: Pick<Session, 'me' | 'home' | 'confined'>, to: Pick<RouteLocationNormalized, 'meta' | 'name' | 'fullPath'>) {
  const roles = to.meta.roles
  if (!roles) return session.me && (to.name === 'login' || to.name === 'register') ? session.home : true
  if (!session.me) return { name: 'login', query: { from: to.fullPath } }
  if (session.confined && to.name !== 'account') return { name: 'account' }
  return roles.includes(session.me.role) || session.home
}

export function createAppRouter(session: Session): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    await session.restore()
    return detour(session, to)
  })
  router.afterEach((to) => {
    const system = systemOf(to.path) === 'ems' ? EMS : '网签'
    document.title = to.meta.title ? `${to.meta.title} · ${system}` : PLATFORM
  })
  return router
}
