import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api/http'
import { keepVisible } from './components/form/visibleOnly'
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
  keepVisible(document)
  createApp(App).use(pinia).use(router).mount('#app')
}

void start()
