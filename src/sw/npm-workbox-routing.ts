/** The one door to workbox-routing. */
export { registerRoute } from 'workbox-routing';
