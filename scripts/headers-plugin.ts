import type { Plugin } from 'vite';
import { metaContentSecurityPolicy, securityHeaders } from '../src/sw/security-headers.ts';

/**
 * Sends the real headers with every answer of the preview server, errors included, and writes the policy into the
 * built page. `npm run dev` goes without: Vite's reloading needs inline styles and a socket.
 */
export const headersPlugin = (): Plugin => ({
  name: 'tallyman-headers',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      // Names in assets/ hold a hash of their content; everything else may change with the next build.
      const isHashed = /^\/assets\//.test(request.url ?? '');
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      next();
    });
  },
  transformIndexHtml: {
    order: 'pre',
    handler: (_html, { server }) =>
      server
        ? []
        : [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: metaContentSecurityPolicy },
              injectTo: 'head-prepend',
            },
          ],
  },
});
