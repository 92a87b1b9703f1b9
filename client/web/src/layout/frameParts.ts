import { defineAsyncComponent } from 'vue'
import { part } from '@/parts/part'

export const InboxDrawer = defineAsyncComponent(part(() => import('./InboxDrawer.vue'), 'graduate', 'employer'))
export const MenuDrawer = defineAsyncComponent(part(() => import('./MenuDrawer.vue'), 'graduate'))

// Desk pieces with pop-ups: a phone does without them until its menu is opened.
export const AccountMenu = defineAsyncComponent(part(() => import('./AccountMenu.vue')))
export const ModuleSwitch = defineAsyncComponent(part(() => import('./ModuleSwitch.vue')))
export const EmsLink = defineAsyncComponent(part(() => import('./EmsLink.vue')))
