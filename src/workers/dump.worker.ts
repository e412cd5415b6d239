import { DumpStore } from '../storage/dump-store.ts';
import { opfsScratch } from './opfs-scratch.ts';
import { serveDump } from './serve-dump.ts';

serveDump(self, {
  store: new DumpStore(),
  createScratch: opfsScratch(),
  version: __TALLYMAN_VERSION__,
});
