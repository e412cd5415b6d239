import type { OpenProgress } from '../core/dump/opened-dump.ts';
import type { Report } from '../core/report/report.ts';
import type { PickedInput } from '../platform/picked-input.ts';
import type { DumpApi } from '../workers/dump-api.ts';
import { inFull, type ListLengths, type ModelPart } from '../workers/model-parts.ts';
import { unpackReport } from '../workers/report-parts.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { openingProgress } from './opening-progress.ts';
import type { Progress } from './progress.ts';

/** Posting a file asks the system about it, a third of a millisecond each: so many at once are no pause that anyone feels. */
const FILES_AT_ONCE = 32;
const TURN_MS = 15;

export type OpenedInWorker = Pick<DumpApi['open']['result'], 'model' | 'tasks'> & { readonly report: Report };

/** Opens what was picked in the dump's worker. @throws `signal.reason`; DumpError; WorkerCrash */
export async function openInWorker(
  worker: Pick<RunningWorker<DumpApi>, 'client'>,
  picked: PickedInput,
  { sample, root, fresh }: { readonly sample: boolean; readonly root: string | undefined; readonly fresh: boolean },
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<OpenedInWorker> {
  const tell = (done: number): void => onProgress(openingProgress({ phase: 'listing', done, total: null }));
  // Without a turn in between where none is needed: the worker begins while the page draws.
  const input = isLong(picked) ? await handOver(worker, picked, signal, tell) : picked;
  const params = { input, sample, fresh, ...(root === undefined ? {} : { root }) };
  const options = { signal, onProgress: (now: OpenProgress) => onProgress(openingProgress(now)) };
  const { model, report, tasks, ...first } = await worker.client.call('open', params, options);
  const next = (from: ListLengths): Promise<ModelPart> => worker.client.call('modelPart', from, { signal });
  const whole = await inFull(model, first, next, picked.kind === 'folder-files' ? picked.files : []);
  return { model: whole, report: unpackReport(report, whole, null), tasks };
}

type LongInput = Extract<PickedInput, { kind: 'folder-files' }>;

const isLong = (input: PickedInput): input is LongInput =>
  input.kind === 'folder-files' && input.files.length > FILES_AT_ONCE;

/**
 * Hands what was picked to the dump's worker. Thousands of files go over in parts, with turns for the page in between.
 * @returns what `open` is then to be called with
 * @throws `signal.reason`
 */
async function handOver(
  { client }: Pick<RunningWorker<DumpApi>, 'client'>,
  input: LongInput,
  signal: AbortSignal,
  onProgress: (files: number) => void,
): Promise<PickedInput> {
  let turnedMs = performance.now();
  let parts: Promise<unknown>[] = [];
  for (let at = 0; at < input.files.length; at += FILES_AT_ONCE) {
    parts.push(client.call('offer', { files: input.files.slice(at, at + FILES_AT_ONCE) }, { signal }));
    if (performance.now() - turnedMs < TURN_MS) continue;
    onProgress(at);
    await Promise.all([...parts, new Promise((resolve) => setTimeout(resolve))]);
    parts = [];
    turnedMs = performance.now();
  }
  await Promise.all(parts);
  return { ...input, files: [] };
}
