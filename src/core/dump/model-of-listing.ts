import type { CreateHasher } from '../bytes/hasher.ts';
import { DocumentLoader } from './document-loader.ts';
import type { ArchiveFault, ContainerKind, DumpFile, DumpModel, Evidence, InputKind } from './dump-model.ts';
import { ENTRY_FILES } from './entry-names.ts';
import { findRoot, type FoundRoot } from './find-root.ts';
import { layoutStore } from './blob-store.ts';
import type { ListedFile, Listing, OpenedFiles } from './listing.ts';
import type { OpenDumpOptions, OpenedDump } from './opened-dump.ts';
import { looksLikeLayer } from './rootfs-shape.ts';
import { sign } from './sign.ts';
import { surveyDump } from './survey-dump.ts';

/** What is known of the input before its files are looked at. */
export interface ModelFrame {
  readonly name: string;
  readonly inputKind: InputKind;
  readonly container: ContainerKind | null;
  readonly evidence: readonly Evidence[];
  readonly archiveFaults: readonly ArchiveFault[];
}

/** The model of something that holds no files for us: a lone JSON, a zip, an HTML page. */
export function modelOfNothing(frame: ModelFrame): OpenedDump {
  const model: DumpModel = {
    ...frame,
    root: '',
    otherRoots: [],
    dialect: frame.inputKind === 'sif' ? 'sif' : 'unknown',
    producer: null,
    files: [],
    folders: [],
    outsideFiles: 0,
    references: [],
    images: [],
    absentPlatforms: [],
    legacyProofs: [],
    unreadable: [],
  };
  if (frame.inputKind !== 'sif') return { model, documents: new Map(), digests: new Map() };
  const evidence = [sign(true, 'SIF_MAGIC stands at byte 32: this is a Singularity or Apptainer image.')];
  return {
    model: { ...model, producer: 'Singularity or Apptainer', evidence },
    documents: new Map(),
    digests: new Map(),
  };
}

/** Finds the dump in a listing, opens its files and reads its documents. @throws `signal.reason` */
export async function modelOfListing(
  listing: Listing,
  frame: ModelFrame,
  createHasher: CreateHasher,
  options: OpenDumpOptions,
): Promise<OpenedDump> {
  const found = options.root === undefined ? await findRoot(listing) : await chosenRoot(listing, options.root);
  const archiveFaults = [...listing.archiveFaults, ...frame.archiveFaults];
  if (found.root === null && found.otherRoots.length > 0) return modelOfChoice(frame, listing, found, archiveFaults);
  const root = found.root ?? '';
  const { files, folders, unreadable } = await openFiles(listing, root, options);
  const report = (done: number): void => options.onProgress?.({ phase: 'reading', done, total: null });
  const loader = new DocumentLoader(files, {
    createHasher,
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: report,
  });
  const dump = await surveyDump(files, folders, loader, createHasher, found.kind);
  const evidence = [...frame.evidence, ...dump.evidence];
  if (root !== '')
    evidence.unshift(sign(true, `The entry files lie in the folder ${root.slice(0, -1)}, not at the top.`));
  const isLayer = dump.dialect === 'unknown' && frame.inputKind === 'tar' && looksLikeLayer([...files.keys()], folders);
  const { survey, ...rest } = dump;
  const model: DumpModel = {
    name: frame.name,
    inputKind: isLayer ? 'layer-tar' : frame.inputKind,
    container: frame.container,
    root,
    otherRoots: [],
    dialect: rest.dialect,
    producer: rest.producer,
    evidence,
    files: [...files.values()]
      .map((file): DumpFile => ({
        ...file,
        role: survey.roles.get(file.path) ?? 'foreign',
        mediaType: survey.mediaTypes.get(file.path) ?? null,
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    folders: [...folders].sort(),
    outsideFiles: listing.paths.filter((path) => !path.startsWith(root)).length,
    references: survey.references,
    images: rest.images,
    absentPlatforms: rest.absentPlatforms,
    legacyProofs: rest.legacyProofs,
    archiveFaults,
    unreadable: [...unreadable, ...loader.unreadable],
  };
  return { model, documents: loader.documents, digests: loader.digests };
}

/** The root a person chose among several. */
async function chosenRoot(listing: Listing, choice: string): Promise<FoundRoot> {
  const root = choice === '' || choice.endsWith('/') ? choice : `${choice}/`;
  const below = listing.paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  const isEntry = below.some((path) => (ENTRY_FILES as readonly string[]).includes(path));
  const inside: Listing = {
    ...listing,
    paths: below,
    folders: new Set(
      [...listing.folders].flatMap((folder) => (folder.startsWith(root) ? [folder.slice(root.length)] : [])),
    ),
    source: (path) => listing.source(root + path),
  };
  const found = isEntry ? null : await findRoot(inside);
  return { root, kind: isEntry ? 'entry' : (found?.kind ?? 'none'), otherRoots: [] };
}

/** Several dumps and none at the top: nothing is opened until the person has chosen. */
function modelOfChoice(
  frame: ModelFrame,
  listing: Listing,
  found: FoundRoot,
  archiveFaults: readonly ArchiveFault[],
): OpenedDump {
  const nothing = modelOfNothing(frame);
  const evidence = [
    ...frame.evidence,
    sign(false, `${found.otherRoots.length} folders hold an image each, and none lies at the top.`),
  ];
  const { otherRoots } = found;
  const model = { ...nothing.model, otherRoots, evidence, archiveFaults, outsideFiles: listing.paths.length };
  return { ...nothing, model };
}

interface OpenedRoot {
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly folders: ReadonlySet<string>;
  readonly unreadable: OpenedFiles['unreadable'];
}

async function openFiles(listing: Listing, root: string, { signal, onProgress }: OpenDumpOptions): Promise<OpenedRoot> {
  const report = (done: number, total: number): void => onProgress?.({ phase: 'listing', done, total });
  const opened = await listing.open(root, { ...(signal ? { signal } : {}), onProgress: report });
  const folders = new Set(
    [...listing.folders].flatMap((folder) => (folder.startsWith(root) ? [folder.slice(root.length)] : [])),
  );
  folders.delete('');
  const files = new Map(opened.files.map((file) => [file.path, file]));
  const blobs = layoutStore('blobs/');
  for (const folder of folders) {
    // A folder where a file is expected is told as one: engines stumble over it.
    if (files.has(folder) || !((ENTRY_FILES as readonly string[]).includes(folder) || blobs.digestOf(folder) !== null))
      continue;
    files.set(folder, {
      path: folder,
      size: 0,
      source: null,
      kind: 'dir',
      linkTarget: null,
      resolvesTo: null,
      modifiedMs: null,
      archiveOffset: null,
    });
  }
  return { files, folders, unreadable: opened.unreadable };
}
