/** `npm start`: builds the app when the build is missing or older than its sources, then serves it. */
import { existsSync } from 'node:fs';
import { build } from 'vite';
import { newestChange } from './newest-change.ts';
import { servePreview } from './serve-preview.ts';

const sources = ['src', 'public', 'docs/findings', 'scripts', 'index.html', 'vite.config.ts', 'package.json'];

// The service worker is written last: while it is missing, a build was cut short.
const builtAt = newestChange(['dist/service-worker.js']);
if (!existsSync('dist/index.html') || builtAt < newestChange(sources)) await build({ logLevel: 'warn' });

const { address } = await servePreview(Number(process.env['PORT'] ?? 4173));
console.log(`Tallyman runs at ${address} (stop with Ctrl+C)`);
