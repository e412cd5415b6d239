import { readBytes } from '../bytes/read-bytes.ts';
import { itemsOf, member, membersOf, stringOf } from '../json/json-access.ts';
import { parseJson } from '../json/parse-json.ts';
import { folderOf, nameOf } from './clean-path.ts';
import { ENTRY_FILES, HEX_64, isEntryFile } from './entry-names.ts';
import type { Listing } from './listing.ts';
import { isOsLitter } from './os-litter.ts';

/** Where the dump lies in what was opened. Roots are empty for the top, else end in a slash. */
export interface FoundRoot {
  /** Null when there are several and none at the top, or none at all. */
  readonly root: string | null;
  /** `entry`: an entry point is there; `blobs`: only a store of blobs. */
  readonly kind: 'entry' | 'blobs' | 'none';
  /** The places to choose from when there are several; else empty. */
  readonly otherRoots: readonly string[];
}

/** Folders whose entry files are read to see whether they are what their names promise: bounds the reading at the start. */
const ROOTS_LOOKED_INTO = 100;
/** Entry files beyond this are not read to judge their shape; such large ones have neighbours that tell. */
const SHAPE_BYTES = 2 ** 20;
/** Roots offered for a choice. */
const ROOTS_LISTED = 50;

/**
 * Finds the folder that holds the entry points: the top, else the one folder somewhere below, whatever its depth.
 * A name alone is not enough (web projects are full of `index.json` and `manifest.json`): content or neighbours must fit.
 * Folders inside a dump are not candidates of their own.
 */
export async function findRoot(listing: Listing): Promise<FoundRoot> {
  const folders = groupByFolder(listing);
  const candidates = [...folders.keys()].filter((folder) => isCandidate(folder, folders)).sort(byDepth);
  const roots: string[] = [];
  for (const folder of candidates.slice(0, ROOTS_LOOKED_INTO)) {
    if (roots.some((root) => root === '' || folder.startsWith(`${root}/`))) continue;
    if (await isRoot(folder, folders, listing)) roots.push(folder);
    if (folder === '' && roots.length === 1) break;
  }
  if (roots.length > 0) return chosenFrom(roots, 'entry');
  return chosenFrom(blobStores(folders), 'blobs');
}

function chosenFrom(roots: readonly string[], kind: 'entry' | 'blobs'): FoundRoot {
  const slashed = roots.map((root) => (root === '' ? '' : `${root}/`));
  const [first] = slashed;
  if (first === undefined) return { root: null, kind: 'none', otherRoots: [] };
  if (slashed.length === 1) return { root: first, kind, otherRoots: [] };
  return { root: null, kind, otherRoots: slashed.slice(0, ROOTS_LISTED).sort() };
}

/** Names of the files and folders directly in each folder, litter left out. */
type Folders = ReadonlyMap<string, { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string> }>;

function groupByFolder(listing: Listing): Folders {
  const groups = new Map<string, { files: Set<string>; folders: Set<string> }>([
    ['', { files: new Set(), folders: new Set() }],
  ]);
  const group = (folder: string) => {
    let found = groups.get(folder);
    if (!found) groups.set(folder, (found = { files: new Set(), folders: new Set() }));
    return found;
  };
  for (const path of listing.paths) if (!isOsLitter(path)) group(folderOf(path)).files.add(nameOf(path));
  for (const folder of listing.folders) if (!isOsLitter(folder)) group(folderOf(folder)).folders.add(nameOf(folder));
  return groups;
}

const byDepth = (a: string, b: string): number =>
  (a === '' ? 0 : a.split('/').length) - (b === '' ? 0 : b.split('/').length) || (a < b ? -1 : 1);

function isCandidate(folder: string, folders: Folders): boolean {
  const here = folders.get(folder);
  if (!here) return false;
  if (ENTRY_FILES.some((name) => here.files.has(name) || here.folders.has(name))) return true;
  return v1Folders(folder, folders).length > 0;
}

/** Folders `<id>` of Docker's v1 format directly below, at most a few. */
function v1Folders(folder: string, folders: Folders): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const found: string[] = [];
  for (const name of folders.get(folder)?.folders ?? []) {
    if (!HEX_64.test(name)) continue;
    const files = folders.get(prefix + name)?.files;
    if (files?.has('json') || files?.has('layer.tar')) found.push(name);
    if (found.length >= 4) break;
  }
  return found;
}

async function isRoot(folder: string, folders: Folders, listing: Listing): Promise<boolean> {
  const here = folders.get(folder);
  if (!here) return false;
  const prefix = folder === '' ? '' : `${folder}/`;
  if (here.files.has('oci-layout')) return true;
  if (v1Folders(folder, folders).length > 0) return true;
  const hexNamed = [...here.files, ...here.folders].some((name) => /^(sha256:)?[0-9a-f]{64}(\.|$)/.test(name));
  const blobs = folders.get(`${prefix}blobs`);
  // The storage of a registry has folders of these names, and no dump in them. @see distribution, registry/storage/paths.go
  const isRegistry =
    blobs?.folders.has('sha256') === true && (folders.get(`${prefix}repositories`)?.folders.size ?? 0) > 0;
  if (isRegistry && ![...here.files].some(isEntryFile)) return false;
  if ([...here.files, ...here.folders].some(isEntryFile) && (hexNamed || blobs !== undefined)) return true;
  for (const name of here.files) {
    if (isEntryFile(name) && (await hasEntryShape(name, prefix + name, listing))) return true;
  }
  return false;
}

/** True when a file named like an entry point also reads like one. */
async function hasEntryShape(name: string, path: string, listing: Listing): Promise<boolean> {
  const source = await listing.source(path);
  if (!source || source.size > SHAPE_BYTES) return false;
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(source, 0, source.size);
  } catch {
    return false; // unreadable: it may be an entry point, but nothing says so
  }
  const { root } = parseJson(path, bytes);
  if (!root) return false;
  if (name === 'index.json') return member(root, 'manifests')?.kind === 'array';
  if (name === 'repositories') {
    return membersOf(root).some(({ value }) => membersOf(value).some((tag) => HEX_64.test(stringOf(tag.value) ?? '')));
  }
  if (root.kind === 'array') {
    return (
      root.items.length === 0 ||
      itemsOf(root).some((item) => member(item, 'Config') !== undefined || member(item, 'Layers') !== undefined)
    );
  }
  const fields = ['layers', 'manifests', 'config', 'fsLayers', 'mediaType'];
  return member(root, 'schemaVersion') !== undefined && fields.some((field) => member(root, field) !== undefined);
}

/** Blob stores without an entry point: the folder above `blobs/sha256`, or `blobs`, or `sha256` itself when that was picked. */
function blobStores(folders: Folders): string[] {
  const stores = new Set<string>();
  for (const [folder, { files }] of folders) {
    if (![...files].some((name) => HEX_64.test(name))) continue;
    const above = folderOf(folder);
    if (nameOf(folder) === 'sha256') stores.add(nameOf(above) === 'blobs' ? folderOf(above) : above);
    else if (folder === '') stores.add('');
  }
  return stores.has('') ? [''] : [...stores].sort(byDepth);
}
