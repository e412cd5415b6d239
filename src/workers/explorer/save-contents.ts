import { ContentFault } from '../../core/content/field-view.ts';
import { DumpError } from '../../core/errors.ts';
import { ContentCutter, contentEnd, liesInOneStretch } from '../../core/layer/content-cutter.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import type { PlannedFile, SavePlan } from '../../core/save/save-plan.ts';
import type { Breather } from './breather.ts';
import { ContentFile } from './content-file.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ExploredLayer, ImageExplorer } from './image-explorer.ts';

/** Who writes files one after another. `take` holds on to nothing: pieces are valid during the call only. */
export interface FileWriter {
  begin(file: PlannedFile, size: number): void;
  take(piece: Uint8Array): void;
  /** @param isWhole false when fewer bytes came than the file has */
  end(isWhole: boolean): void;
  /** After each chunk: what was taken goes where it belongs. */
  flush(): Promise<void>;
  /** Never begun: its content cannot be read. */
  miss(file: PlannedFile, reason: 'content-cut' | 'content-absent'): void;
}

/** Of a plain layer, what lies between two files wanted is read along when it is no more than this. */
const GAP_BYTES = 2 ** 20;

/** Hands the contents of all planned files to the writer, layer by layer in the order of the tars; each layer is read once. */
export async function saveContents(
  session: ExplorerSession,
  image: ImageExplorer,
  plan: SavePlan,
  writer: FileWriter,
  work: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<void> {
  for (const [place, files] of plan.files.entries()) {
    const layer = image.layers[place];
    if (!layer || files.length === 0) continue;
    const start = image.stack.starts[place] ?? 0;
    const { whole, sparse, missing } = sorted(layer, files, start);
    for (const file of missing) writer.miss(file, 'content-cut');
    for (const run of runsOf(layer, whole, start)) await saveRun(session, layer, run, start, writer, work);
    for (const file of sparse) await saveSparse(session, layer, file, file.owner - start, writer, work);
  }
}

function sorted({ entries, reading }: ExploredLayer, files: readonly PlannedFile[], start: number) {
  const whole: PlannedFile[] = [];
  const sparse: PlannedFile[] = [];
  const missing: PlannedFile[] = [];
  for (const file of files) {
    const index = file.owner - start;
    if (!liesInOneStretch(entries, index)) sparse.push(file);
    // Where the tar breaks off is known: nothing is begun that cannot be ended.
    else if (contentEnd(entries, index) > (reading?.uncompressedSize ?? 0) && entries.sizes[index] !== 0)
      missing.push(file);
    else whole.push(file);
  }
  return { whole, sparse, missing };
}

/** Files that are read in one go: in a packed layer all of them, since getting anywhere means unpacking what comes before. */
function runsOf({ entries, reading }: ExploredLayer, files: readonly PlannedFile[], start: number): PlannedFile[][] {
  const isPacked = reading?.compression === 'gzip' || reading?.compression === 'zstd';
  const runs: PlannedFile[][] = [];
  let end = -Infinity;
  for (const file of files) {
    const index = file.owner - start;
    const run = runs.at(-1);
    if (run && (isPacked || (entries.dataOffsets[index] ?? 0) - end <= GAP_BYTES)) run.push(file);
    else runs.push([file]);
    end = contentEnd(entries, index);
  }
  return runs;
}

async function saveRun(
  session: ExplorerSession,
  { entries, file }: ExploredLayer,
  run: readonly PlannedFile[],
  start: number,
  writer: FileWriter,
  { signal, breather }: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<void> {
  const indices = Int32Array.from(run, ({ owner }) => owner - start);
  const from = entries.dataOffsets[indices[0] ?? 0] ?? 0;
  const to = contentEnd(entries, indices.at(-1) ?? 0);
  let next = 0;
  const cutter = new ContentCutter(entries, indices, from, {
    begin(index) {
      const planned = run[next++];
      if (planned) writer.begin(planned, sizeOf(entries, index));
    },
    take: (piece) => writer.take(piece),
    end: (isWhole) => writer.end(isWhole),
  });
  const reading = from < to ? session.readLayer(file?.path ?? '', { start: from, end: to }, { signal }) : [];
  try {
    for await (const chunk of reading) {
      cutter.push(chunk);
      await writer.flush();
      await breather.breathe();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  cutter.finish();
  await writer.flush();
}

async function saveSparse(
  session: ExplorerSession,
  { entries, file }: ExploredLayer,
  planned: PlannedFile,
  index: number,
  writer: FileWriter,
  { signal, breather }: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<void> {
  const size = sizeOf(entries, index);
  let done = 0;
  let isBegun = false;
  try {
    const content = await ContentFile.open(session, file?.path ?? '', entries, index);
    writer.begin(planned, size);
    isBegun = true;
    for await (const chunk of content.stream(0, size, { signal })) {
      writer.take(chunk);
      done += chunk.length;
      await writer.flush();
      await breather.breathe();
    }
  } catch (error) {
    if (!(error instanceof ContentFault) && !isDamage(error)) throw error;
  }
  if (isBegun) writer.end(done === size);
  else writer.miss(planned, 'content-absent');
  await writer.flush();
}

const sizeOf = ({ sizes }: LayerEntries, index: number): number => sizes[index] ?? 0;

/** What is wrong with the layer, not with where it is written to. */
const isDamage = (error: unknown): boolean =>
  error instanceof DumpError && error.info.code !== 'file-unwritable' && error.info.code !== 'file-unreadable';
