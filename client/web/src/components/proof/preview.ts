import { defineAsyncComponent } from 'vue'
import { part } from '@/parts/part'

// Most files are only seen small.
export const PicturePreview = defineAsyncComponent(part(() => import('./PicturePreview.vue'), 'graduate'))
