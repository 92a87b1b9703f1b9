import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { guides } from './build/guides.ts'
import { pdfData } from './build/pdfData.ts'
import { precompress } from './build/precompress.ts'

const SERVER = 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [
    vue(),
    // Element Plus is named where it is used and only then bundled; types come from `element-plus/global`.
    components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    guides(),
    pdfData(),
    precompress(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // The content security policy is `default-src 'self'`: nothing may be inlined, neither assets nor scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome109', 'safari16', 'firefox115'],
  },
  // pdf.js's thread fetches a decoder when a file needs it.
  worker: { format: 'es' },
  // Named by the resolver only as pages are visited: found late, each would make the development server start over.
  optimizeDeps: { include: ['element-plus', 'element-plus/es', 'element-plus/es/components/*/style/css'] },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['.', '../../docs/guides'] },
    proxy: { '/api': { target: SERVER, ws: true, changeOrigin: true } },
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.ts'],
    // Its components import their styles, which Node does not read.
    server: { deps: { inline: ['element-plus'] } },
  },
})
