import type { ByteSource } from '../core/bytes/byte-source.ts';
import { throttle } from '../core/bytes/throttle.ts';
import { openDump } from '../core/dump/open-dump.ts';
import type { OpenProgress } from '../core/dump/opened-dump.ts';
import type { CreateScratch } from '../core/dump/scratch.ts';
import type { DumpStore } from '../storage/dump-store.ts';
import type { KeptDump } from '../storage/kept-dump.ts';
import { loadCodecs } from './codecs.ts';
import type { DumpApi } from './dump-api.ts';
import { DumpSession } from './dump-session.ts';
import type { ExploreApi } from './explorer/explore-api.ts';
import { exploreMethods } from './explorer/explore-methods.ts';
import { isLong, lengthsOf, partOf, placesOf } from './model-parts.ts';
import { readInput } from './read-input.ts';
import { packReport } from './report-parts.ts';
import { lazyHandlers } from './rpc/lazy-handlers.ts';
import type { RpcEndpoint } from './rpc/rpc-messages.ts';
import { serve } from './rpc/serve.ts';
import { withUnpackedHints } from './unpacked-hints.ts';
import type { PickedFile, WorkerInput } from './worker-input.ts';

const PROGRESS_MS = 100; // ten updates a second look smooth; more only fill the message queue

export interface DumpServerSetup {
  readonly store: DumpStore;
  readonly createScratch: CreateScratch;
  readonly version: string;
}

/**
 * Answers the calls of DumpApi for one dump at a time.
 * @param onOpen a dump comes
 */
export function serveDump(
  endpoint: RpcEndpoint,
  { store, createScratch, version }: DumpServerSetup,
  onOpen: () => void = () => undefined,
): void {
  let session: DumpSession | null = null;
  let offered: PickedFile[] = [];
  let places: ReadonlyMap<ByteSource, number> = new Map();
  const current = (): DumpSession => {
    if (!session) throw new Error('No dump is open');
    return session;
  };

  serve<DumpApi>(endpoint, {
    ...lazyHandlers<ExploreApi>(exploreMethods, async () =>
      (await import('./explorer/explore-handlers.ts')).exploreHandlers(current),
    ),
    offer({ files }) {
      offered.push(...files);
      return null;
    },
    async open({ input: named, root, sample = false, fresh = false }, { signal, onProgress }) {
      onOpen();
      session = null;
      const input = named.kind === 'folder-files' ? { ...named, files: [...offered, ...named.files] } : named;
      offered = [];
      const tell = throttle(
        PROGRESS_MS,
        () => performance.now(),
        (progress: OpenProgress) => onProgress(progress),
      );
      const listOptions = { signal, onProgress: (done: number) => tell({ phase: 'listing', done, total: null }) };
      const [codecs, picked] = await Promise.all([loadCodecs(), readInput(input, listOptions)]);
      const dump = await openDump(picked, { ...codecs, createScratch }, { signal, onProgress: tell, root });
      signal.throwIfAborted();
      const archiveModifiedMs = picked.kind === 'archive' ? (picked.modifiedMs ?? 0) : null;
      const handle = handleOf(input, sample);
      session = new DumpSession(dump, { codecs, createScratch, store, version, handle, archiveModifiedMs });
      const last = fresh ? { isKept: false, report: null } : await session.lastVisit();
      const report = last.report ?? session.summarise({ phase: 'running', took: { wallMs: 0, bytesRead: 0 } });
      const { model } = dump;
      places = placesOf(model, input.kind === 'folder-files' ? input.files : []);
      const { files, references, ...extras } = partOf(model, { files: 0, references: 0 }, places);
      return {
        model: { ...model, files, references },
        lengths: lengthsOf(model),
        ...extras,
        report: packReport(report, model),
        tasks: last.isKept || isLong(model) ? null : await withUnpackedHints(session.plan(), signal),
      };
    },
    modelPart: (from) => partOf(current().model, from, places),
    async recall(_params, { signal, onProgress }) {
      const tell = throttle(
        PROGRESS_MS,
        () => performance.now(),
        (done: number, total: number) => onProgress({ done, total }),
      );
      const recalled = await current().recall(signal, tell);
      return { ...recalled, tasks: await withUnpackedHints(current().plan(), signal) };
    },
    plan: (_params, { signal }) => withUnpackedHints(current().plan(), signal),
    record({ check }) {
      current().record(check);
      return null;
    },
    summarise: (request) => packReport(current().summarise(request), current().model),
    keep: async ({ checkedAtMs }) => ({ problem: await current().keep(checkedAtMs) }),
    async read({ path, start, end }, { transfer }) {
      const result = await current().read(path, start, end);
      transfer([result.bytes.buffer]);
      return result;
    },
    annotate: ({ path, first, count }) => current().annotate(path, first, count),
    explain: ({ path }) => current().explain(path),
    ids: ({ image }) => current().ids(image),
  });
}

function handleOf(input: WorkerInput, sample: boolean): KeptDump['handle'] {
  if (sample) return 'sample';
  return 'handle' in input ? input.handle : null;
}
