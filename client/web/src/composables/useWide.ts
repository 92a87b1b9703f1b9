import { readonly, ref } from 'vue'

const query = window.matchMedia('(min-width: 760px)')
const wide = ref(query.matches)
query.addEventListener('change', (event) => (wide.value = event.matches))

/** Whether the page is at a desk; below that it is a phone. */
export const useWide = () => readonly(wide)
