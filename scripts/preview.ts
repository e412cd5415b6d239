/** `npm run preview`: serves the build as it is, with the real headers. */
import { existsSync } from 'node:fs';
import { servePreview } from './serve-preview.ts';

if (!existsSync('dist/index.html')) throw new Error('There is no build. Run "npm run build" first.');
const { address } = await servePreview(Number(process.env['PORT'] ?? 4173));
console.log(`Tallyman runs at ${address} (stop with Ctrl+C)`);
