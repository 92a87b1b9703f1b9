import { defineAsyncComponent } from 'vue'
import { part } from '@/parts/part'

// Most visits only read: what is asked comes after the page.
export const AskedAction = defineAsyncComponent(part(() => import('./AskedAction.vue'), 'graduate', 'employer'))
export const RefusedAction = defineAsyncComponent(part(() => import('./RefusedAction.vue'), 'graduate', 'employer'))
