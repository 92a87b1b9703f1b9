import { defineAsyncComponent } from 'vue'
import { part } from '@/parts/part'

// Most visits only read: the dialogs come after the page, and before they are opened.
export const AcceptDialog = defineAsyncComponent(part(() => import('./AcceptDialog.vue'), 'graduate'))
export const DeclineDialog = defineAsyncComponent(part(() => import('./DeclineDialog.vue'), 'graduate'))
