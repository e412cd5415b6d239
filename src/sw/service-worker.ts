/**
 * Keeps the whole app for use without a network. A new version is fetched in the background and waits until the page
 * sends `SKIP_WAITING`: nobody loses what is on screen to an update that they did not ask for.
 */
import { clientsClaim } from './npm-workbox-core.ts';
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from './npm-workbox-precaching.ts';
import { registerRoute } from './npm-workbox-routing.ts';
import { withSecurityHeaders } from './with-security-headers.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const message: unknown = event.data;
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING') {
    event.waitUntil(self.skipWaiting());
  }
});

// The first visit is under control at once, so that it works offline without a reload.
clientsClaim();
cleanupOutdatedCaches();

addPlugins([{ handlerWillRespond: ({ response }) => Promise.resolve(withSecurityHeaders(response)) }]);
// No address of the app has a meaning in its query, so none may miss the cache because of one.
precacheAndRoute([...__PRECACHE_MANIFEST__], { directoryIndex: 'index.html', ignoreURLParametersMatching: [/./] });

registerRoute(
  ({ sameOrigin }) => sameOrigin,
  async ({ request }) => withSecurityHeaders(await fetch(request)),
);
