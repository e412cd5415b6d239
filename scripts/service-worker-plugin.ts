import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

const fileName = 'service-worker.js';

interface PrecacheEntry {
  url: string;
  revision: string | null;
}

/**
 * After the app is written, builds the service worker into the same folder, with the list of everything that lies
 * there: one more file of the build is one more file that works offline, and none can be forgotten.
 */
export function serviceWorkerPlugin(): Plugin {
  let outDir = 'dist';
  let isWritten = false;
  return {
    name: 'tallyman-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      isWritten = true;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!isWritten) return; // a build that failed is closed as well
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: {
            __PRECACHE_MANIFEST__: JSON.stringify(listFiles(outDir)),
            'process.env.NODE_ENV': '"production"',
          },
          build: {
            outDir,
            emptyOutDir: false,
            target: 'es2022',
            modulePreload: false,
            rolldownOptions: {
              input: 'src/sw/service-worker.ts',
              output: { format: 'iife', entryFileNames: fileName },
            },
          },
        });
      },
    },
  };
}

/** Addresses are relative to the service worker, so that the app works below any path. */
function listFiles(folder: string): PrecacheEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((url) => url !== fileName)
    .sort()
    .map((url) => ({ url, revision: url.startsWith('assets/') ? null : revisionOf(join(folder, url)) }));
}

const revisionOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
