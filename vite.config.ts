import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { buildKernel } from './scripts/build-kernel.ts';
import { findingsPlugin } from './scripts/findings-plugin.ts';
import { headersPlugin } from './scripts/headers-plugin.ts';
import { packageVersion } from './scripts/package-version.ts';
import { serviceWorkerPlugin } from './scripts/service-worker-plugin.ts';

const kernelPlugin = (): Plugin => ({ name: 'tallyman-kernel', buildStart: buildKernel });

export default defineConfig({
  // Relative addresses: the same build runs below any path.
  base: './',
  plugins: [kernelPlugin(), svelte(), headersPlugin(), findingsPlugin(), serviceWorkerPlugin()],
  define: { __TALLYMAN_VERSION__: JSON.stringify(packageVersion) },
  // An unknown address is an error, not the app: a missing file must not pass for a page.
  appType: 'mpa',
  worker: {
    format: 'es',
    // What a worker's script shares with code that it loads later lies in a file of its own. Merged into the script, that code would
    // import the script, which WebKit then runs a second time: a second server answers each call, and knows of no dump.
    rolldownOptions: { experimental: { chunkOptimization: false } },
  },
  build: {
    target: 'es2022',
    // Inlined assets would be data: addresses, which the policy forbids.
    assetsInlineLimit: 0,
    // The polyfill would be the only `fetch` in the page; every browser that has module workers preloads by itself.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: { host: '127.0.0.1', strictPort: true },
  preview: { host: '127.0.0.1', port: 4173, strictPort: true },
});
