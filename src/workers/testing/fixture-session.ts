import { fixtureInput } from '../../../tests/support/report-of.ts';
import type { DumpInput } from '../../core/dump/dump-input.ts';
import { openDump } from '../../core/dump/open-dump.ts';
import { blobScratch } from '../../core/dump/scratch.ts';
import { checkFile } from '../../core/layer/check-file.ts';
import { DumpStore } from '../../storage/dump-store.ts';
import { loadCodecs } from '../codecs.ts';
import { DumpSession } from '../dump-session.ts';

/** A session over a dump all of whose files were read. */
export async function sessionOf(input: DumpInput): Promise<DumpSession> {
  const codecs = await loadCodecs();
  const createScratch = () => Promise.resolve(blobScratch());
  const dump = await openDump(input, { ...codecs, createScratch });
  const setup = { codecs, createScratch, store: new DumpStore(), version: '1', handle: null, archiveModifiedMs: null };
  const session = new DumpSession(dump, setup);
  for (const task of session.plan()) session.record(await checkFile(task, codecs));
  return session;
}

export const fixtureSession = async (name: string): Promise<DumpSession> => sessionOf(await fixtureInput(name));
