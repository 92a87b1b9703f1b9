import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { setCsrf } from '@/api/http'
import { readSession } from '@/api/reads'
import { Refusal } from '@/api/refusal'
import type { Me } from '@/api/wire'
import { arrivalOf, deskOf } from '@/layout/modules'
import { homeOf } from '@/layout/places'
import { startLive, stopLive } from '@/live'
import { useServed } from './served'

/** The signed-in person; starts and ends the live connection with the session. */
export const useSession = defineStore('session', () => {
  const served = useServed()
  const me = ref<Me | null>(null)
  const asked = ref(false)
  /** Why the sign-in page is shown, when the session ended by itself. */
  const farewell = ref('')

  const confined = computed(() => !!me.value?.second_factor_missing)
  const isStaff = computed(() => me.value?.role === 'school' || me.value?.role === 'department')
  /** Parties to agreements have an inbox; reviewers see what waits for them as counts (NOT-02). */
  const isParty = computed(() => me.value?.role === 'graduate' || me.value?.role === 'employer')
  /** ACC-04: 「读写」 of 基本信息和就业信息. */
  const mayWrite = computed(() => me.value?.permissions?.basic === 'read_write')
  /** Whether signings are shown to this reviewer, and what waits of them counted. */
  const seesSignings = computed(() => isStaff.value && !!me.value?.modules.some(({ module, closed }) => module === 'signing' && !closed))
  const home = computed(() => {
    if (!me.value) return '/login'
    return isStaff.value && served.info.platform ? deskOf(me.value) : homeOf(me.value.role, served.info)
  })

  /** Where somebody arrives who has just come in (ACC-09). */
  const arrival = computed(() => (me.value && isStaff.value && served.info.platform ? arrivalOf(me.value) : home.value))

  function enter(next: Me): void {
    me.value = next
    asked.value = true
    farewell.value = ''
    setCsrf(next.csrf)
    if (!next.second_factor_missing) startLive(() => leave('登录已失效，请重新登录。'))
  }

  function leave(why = ''): void {
    me.value = null
    asked.value = true
    farewell.value = why
    setCsrf('')
    stopLive()
  }

  /** Asks the server once whose session the cookie is. */
  async function restore(): Promise<void> {
    if (asked.value) return
    try {
      enter(await readSession())
    } catch (error) {
      leave(error instanceof Refusal && error.status === 401 ? '' : '暂时无法连接服务器，请稍后再试。')
    }
  }

  /** Reads again what the server says of the signed-in person: modules and words follow the school's settings. */
  async function refresh(): Promise<void> {
    const answer = await readSession()
    if (me.value) me.value = answer
  }

  return { me, farewell, confined, isStaff, isParty, mayWrite, seesSignings, home, arrival, enter, leave, restore, refresh }
})
