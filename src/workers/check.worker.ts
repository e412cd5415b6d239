import { loadCodecs } from './codecs.ts';
import { serveCheck } from './serve-check.ts';

serveCheck(self);
// Begun before the first file is handed over; what fails here fails again, and is told, when it is needed.
loadCodecs().catch(() => undefined);
