import { serveCheck } from './serve-check.ts';
import { warmUpCheck } from './warm-up/warm-up-check.ts';

serveCheck(self);
// Begun before the first file is handed over; what fails here fails again, and is told, when it is needed.
warmUpCheck(serveCheck).catch(() => undefined);
