/** `npm start`: builds the app when the build is missing or older than its sources, then serves it. */
import { ensureBuild } from './ensure-build.ts';
import { servePreview } from './serve-preview.ts';

await ensureBuild();
const { address } = await servePreview(Number(process.env['PORT'] ?? 4173));
console.log(`Tallyman runs at ${address} (stop with Ctrl+C)`);
