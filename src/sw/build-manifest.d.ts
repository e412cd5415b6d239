/** Every file of the build but the service worker itself, put in by scripts/service-worker-plugin.ts. */
declare const __PRECACHE_MANIFEST__: readonly import('workbox-precaching').PrecacheEntry[];
