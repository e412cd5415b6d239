import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { findingsCss, findingsFiles, findingsFolder, renderFindingsFile } from './findings-pages.ts';

const types: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', css: 'text/css' };

/** Serves and builds `docs/findings/<code>.md` as `findings/<code>.html`, with a page that lists them all. */
export const findingsPlugin = (): Plugin => ({
  name: 'tallyman-findings',
  configureServer(server) {
    server.middlewares.use('/findings', (request, response, next) => {
      const fileName = (request.url ?? '/').replace(/[?#].*$/, '').slice(1) || 'index.html';
      if (!findingsFiles().includes(fileName)) {
        next();
        return;
      }
      response.setHeader('Content-Type', types[fileName.split('.').pop() ?? ''] ?? 'text/plain');
      response.end(renderFindingsFile(fileName));
    });
  },
  buildStart() {
    if (existsSync(findingsFolder)) this.addWatchFile(findingsFolder);
  },
  generateBundle() {
    for (const fileName of findingsFiles()) {
      const source = fileName.endsWith('.css') ? readFileSync(findingsCss, 'utf8') : renderFindingsFile(fileName);
      this.emitFile({ type: 'asset', fileName: `findings/${fileName}`, source });
    }
  },
});
