/** The one door to workbox-core. */
export { clientsClaim } from 'workbox-core';
