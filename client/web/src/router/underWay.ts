import { readonly, shallowRef } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'

const target = shallowRef<RouteLocationNormalized | null>(null)

/** The page that was asked for and is not shown yet. */
export const underWay = readonly(target)

export function followWay(router: Router): void {
  router.beforeEach((to) => void (target.value = to))
  router.afterEach(() => (target.value = null))
  router.onError(() => (target.value = null))
}
