import { DumpError } from '../../core/errors.ts';
import { entryType } from '../../core/layer/entry-fields.ts';
import { entryAt } from '../../core/rootfs/layer-stack.ts';
import { ROOT } from '../../core/rootfs/path-table.ts';
import { planSave, type SavePlan } from '../../core/save/save-plan.ts';
import type { ServeContext } from '../rpc/serve.ts';
import { Breather } from './breather.ts';
import { type ByteSink, guardWrite, openSink } from './byte-sink.ts';
import { findShownPath, shownPath } from './bytes-shown-path.ts';
import { ContentFile } from './content-file.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { GatheredSink } from './gathered-sink.ts';
import type { ImageExplorer } from './image-explorer.ts';
import { layerGaps } from './layer-gaps.ts';
import type { SaveApi, SaveProgress, SaveResult, SaveWhat } from './save-api.ts';
import { saveFolder } from './save-folder.ts';
import { SaveLog } from './save-log.ts';
import { saveTar } from './save-tar.ts';

type Work = Pick<ServeContext<SaveProgress>, 'signal' | 'onProgress'>;
type Params = SaveApi['save']['params'];

/** Saves a part of an image. @throws DumpError `file-unwritable`, `file-unreadable`; `signal.reason` after an abort */
export async function saveImage(session: ExplorerSession, params: Params, work: Work): Promise<SaveResult> {
  const { what, target, name } = params;
  const image = session.explore(params.image);
  if (what.kind === 'folder') {
    if (target?.kind !== 'directory') throw new Error('a folder is saved into a folder');
    return saveIntoFolder(session, image, what, target, name, work);
  }
  if (target?.kind === 'directory') throw new Error('a file is saved into a file');
  const sink = await openSink(session, target, name);
  try {
    const log = await writeInto(session, image, what, sink, work);
    work.signal.throwIfAborted();
    return { ...resultOf(log, image, what), file: await sink.close(), folder: null };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function writeInto(
  session: ExplorerSession,
  image: ImageExplorer,
  what: Exclude<SaveWhat, { kind: 'folder' }>,
  sink: ByteSink,
  { signal, onProgress }: Work,
): Promise<SaveLog> {
  const breather = new Breather(signal);
  if (what.kind === 'merged') {
    const { plan, log } = planOf(image, what, onProgress);
    await saveTar(session, image, plan, new GatheredSink(sink), log, { signal, breather });
    return log;
  }
  const { path, size, bytes } =
    what.kind === 'file'
      ? await openFile(session, image, what.layer, what.index, signal)
      : openLayer(session, image, what.layer, signal);
  const log = new SaveLog(size, onProgress);
  try {
    for await (const chunk of bytes) {
      await sink.write(chunk);
      log.bytes += chunk.length;
      log.tell(() => path);
      await breather.breathe();
    }
  } catch (error) {
    // A damaged layer gives what it has, when it has anything.
    if (!(error instanceof DumpError) || error.info.code === 'file-unwritable' || log.bytes === 0) throw error;
  }
  log.entries = 1;
  if (log.bytes < size) log.skip(path, 'content-cut');
  return log;
}

/** What is to be written of the paths that are there; the others are logged. */
function planOf(
  image: ImageExplorer,
  { layer, paths }: { readonly layer: number; readonly paths: readonly string[] },
  onProgress: Work['onProgress'],
): { plan: SavePlan; log: SaveLog } {
  const tree = image.tree(layer);
  const found = paths.map((path) => findShownPath(image.stack.paths, path) ?? -1);
  const plan = planSave(tree, paths.length === 0 ? [ROOT] : found);
  const log = new SaveLog(plan.bytes, onProgress);
  paths.forEach((path, i) => {
    if (!tree.has(found[i] ?? -1)) log.skip(path, 'not-there');
  });
  return { plan, log };
}

interface Opened {
  readonly path: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

function openLayer(session: ExplorerSession, image: ImageExplorer, place: number, signal: AbortSignal): Opened {
  const { file, reading } = image.layers[place] ?? {};
  if (!file || !reading) throw unreadable(file?.path ?? '', 'this layer has not been read');
  const size = reading.uncompressedSize;
  return { path: file.path, size, bytes: session.readLayer(file.path, { start: 0, end: size }, { signal }) };
}

async function openFile(
  session: ExplorerSession,
  image: ImageExplorer,
  place: number,
  index: number,
  signal: AbortSignal,
): Promise<Opened> {
  const { stack } = image;
  const number = (stack.starts[place] ?? 0) + index;
  const owner = entryAt(stack, stack.linkedTo.get(number) ?? number);
  const path = shownPath(stack.paths, stack.pathOf[number] ?? ROOT);
  if (entryType(owner.entries, owner.index) === 'hardlink')
    throw unreadable(path, 'it is a hard link to something that is not there when it comes');
  const layer = image.layers[owner.layer];
  if (!layer?.file) throw unreadable(path, 'its layer has not been read');
  const file = await ContentFile.open(session, layer.file.path, owner.entries, owner.index);
  return { path, size: file.size, bytes: file.stream(0, file.size, { signal }) };
}

const unreadable = (path: string, reason: string): DumpError =>
  new DumpError({ code: 'file-unreadable', data: { path, reason } });

async function saveIntoFolder(
  session: ExplorerSession,
  image: ImageExplorer,
  what: SaveWhat & { kind: 'folder' },
  target: FileSystemDirectoryHandle,
  name: string,
  { signal, onProgress }: Work,
): Promise<SaveResult> {
  const { plan, log } = planOf(image, what, onProgress);
  const top = await guardWrite(target.name, () => newFolder(target, name));
  try {
    const isWindows = /Windows/.test(navigator.userAgent);
    await saveFolder(session, image, plan, top, isWindows, log, { signal, breather: new Breather(signal) });
    signal.throwIfAborted();
    return { ...resultOf(log, image, what), file: null, folder: top.name };
  } catch (error) {
    await target.removeEntry(top.name, { recursive: true }).catch(() => undefined); // what the system holds on to stays
    throw error;
  }
}

/** Never one that is there already: nothing of the person's is written over. */
async function newFolder(target: FileSystemDirectoryHandle, name: string): Promise<FileSystemDirectoryHandle> {
  const taken = new Set<string>();
  for await (const key of target.keys()) taken.add(key.toLowerCase());
  let free = name;
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}-${i}`;
  return target.getDirectoryHandle(free, { create: true });
}

function resultOf({ bytes, entries, skipped, skippedMore }: SaveLog, image: ImageExplorer, what: SaveWhat) {
  const isTree = what.kind === 'merged' || what.kind === 'folder';
  const missingLayers = layerGaps(image, (layer) => isTree && layer <= what.layer);
  return { bytes, entries, skipped, skippedMore, missingLayers };
}
