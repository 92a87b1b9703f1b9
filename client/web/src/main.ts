import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api/http'
import { createAppRouter } from './router'
import { useServed } from './stores/served'
import { useSession } from './stores/session'
import './styles/base.css'

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'mock') (await import('./mocks/install')).installMock()

  const pinia = createPinia()
  const session = useSession(pinia)
  whenSignedOut(() => session.leave('登录已失效，请重新登录。'))

  const router = createAppRouter(session, useServed(pinia))
  createApp(App).use(pinia).use(router).mount('#app')
}

void start()
