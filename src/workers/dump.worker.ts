import { DumpStore } from '../storage/dump-store.ts';
import { opfsScratch } from './opfs-scratch.ts';
import { type DumpServerSetup, serveDump } from './serve-dump.ts';
import { warmUpDump } from './warm-up/warm-up-dump.ts';

const warmingUp = new AbortController();
const setup: DumpServerSetup = {
  store: new DumpStore(),
  createScratch: opfsScratch(),
  version: __TALLYMAN_VERSION__,
};
serveDump(self, setup, () => warmingUp.abort());
// Begun before a dump is handed over; what fails here fails again, and is told, when it is needed.
warmUpDump((endpoint) => serveDump(endpoint, setup), warmingUp.signal).catch(() => undefined);
