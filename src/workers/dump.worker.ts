import { DumpStore } from '../storage/dump-store.ts';
import { loadCodecs } from './codecs.ts';
import { opfsScratch } from './opfs-scratch.ts';
import { serveDump } from './serve-dump.ts';

serveDump(self, {
  store: new DumpStore(),
  createScratch: opfsScratch(),
  version: __TALLYMAN_VERSION__,
});
// Begun before a dump is handed over; what fails here fails again, and is told, when it is needed.
loadCodecs().catch(() => undefined);
