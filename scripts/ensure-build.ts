import { existsSync } from 'node:fs';
import { build } from 'vite';
import { newestChange } from './newest-change.ts';

const sources = ['src', 'public', 'docs/findings', 'scripts', 'index.html', 'vite.config.ts', 'package.json'];

/** Builds the app into `dist` when the build is missing or older than its sources. */
export async function ensureBuild(): Promise<void> {
  // The service worker is written last: while it is missing, a build was cut short.
  const builtAt = newestChange(['dist/service-worker.js']);
  if (!existsSync('dist/index.html') || builtAt < newestChange(sources)) await build({ logLevel: 'warn' });
}
