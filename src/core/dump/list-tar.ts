import type { ByteSource } from '../bytes/byte-source.ts';
import { readBytes } from '../bytes/read-bytes.ts';
import { DUMP_FILES } from '../limits.ts';
import type { TarFault, TarIndex } from '../tar/index-tar.ts';
import type { TarEntry } from '../tar/tar-entry.ts';
import { cleanPath } from './clean-path.ts';
import type { ArchiveFault, DumpFile } from './dump-model.ts';
import { allFolders, type ListedFile, type Listing, type UnreadableFile } from './listing.ts';
import { resolveLink } from './resolve-link.ts';

/** Bytes of doubled entries that are compared in all; beyond it they count as different. */
const COMPARED_BYTES = 64 * 2 ** 20;

interface TarNode {
  readonly entry: TarEntry;
  readonly kind: DumpFile['kind'];
  readonly linkTarget: string | null;
  /** Bytes of content that are here: less than the entry says when the archive is cut off. */
  readonly have: number;
}

/**
 * The files of an archive: names made clean, links resolved, faults of the archive itself gathered.
 * Of a name that comes twice the last one counts, as for an engine that unpacks. Content is read only to compare such twins.
 */
export async function listTar(source: ByteSource, index: TarIndex): Promise<Listing> {
  const nodes = new Map<string, TarNode>();
  const twins = new Map<string, TarNode[]>();
  const folders = new Set<string>();
  const archiveFaults: ArchiveFault[] = [];
  let leftOut = 0;
  for (const entry of index.entries) {
    const { path, escapes } = cleanPath(entry.name);
    if (escapes) archiveFaults.push({ kind: 'escapes', path: entry.name });
    if (path === '' || entry.type === 'other') continue;
    if (entry.type === 'dir') {
      folders.add(path);
      continue;
    }
    const node = nodeOf(entry, source);
    const earlier = nodes.get(path);
    if (!earlier && nodes.size >= DUMP_FILES) {
      leftOut += 1;
      continue;
    }
    if (earlier) twins.set(path, [...(twins.get(path) ?? [earlier]), node].slice(-TWINS_KEPT));
    nodes.set(path, node);
  }
  archiveFaults.push(...(await duplicateFaults(source, twins, index)), ...endFaults(index, index.fault));
  const listed = new Map<string, ListedFile>();
  for (const [path, node] of nodes) listed.set(path, listedFile(path, node, nodes, source));
  return {
    paths: [...nodes.keys()],
    folders: allFolders(nodes.keys(), folders),
    archiveFaults,
    source: (path) => Promise.resolve(listed.get(path)?.source ?? null),
    open(root, { signal }) {
      signal?.throwIfAborted();
      const files = [...listed.values()]
        .filter(({ path }) => path.startsWith(root))
        .map((file) => belowRoot(file, root));
      const unreadable: UnreadableFile[] = [];
      if (leftOut > 0)
        unreadable.push({ path: '', reason: `${leftOut} more files are not looked at: ${DUMP_FILES} is the limit` });
      return Promise.resolve({ files, unreadable });
    },
  };
}

/** Copies of one name that are kept for comparing; an archive of a million equal names must not cost their square. */
const TWINS_KEPT = 8;

function nodeOf(entry: TarEntry, source: ByteSource): TarNode {
  const kind = entry.type === 'other' || entry.type === 'dir' ? 'file' : entry.type;
  const isLink = kind === 'symlink' || kind === 'hardlink';
  const have = kind === 'file' ? Math.max(0, Math.min(entry.storedSize, source.size - entry.dataOffset)) : 0;
  return { entry, kind, linkTarget: isLink ? entry.linkName : null, have };
}

function listedFile(path: string, node: TarNode, nodes: ReadonlyMap<string, TarNode>, source: ByteSource): ListedFile {
  const { entry, kind, linkTarget } = node;
  const resolvesTo = linkTarget === null ? null : resolveLink(path, nodes);
  const shown = linkTarget === null ? node : resolvesTo === null ? undefined : nodes.get(resolvesTo);
  const bytes =
    shown?.kind === 'file' ? source.slice(shown.entry.dataOffset, shown.entry.dataOffset + shown.have) : null;
  return {
    path,
    size: bytes?.size ?? 0,
    source: bytes,
    kind,
    linkTarget,
    resolvesTo,
    modifiedMs: Math.round(entry.mtimeSeconds * 1000),
    archiveOffset: bytes && shown ? shown.entry.dataOffset : null,
  };
}

/** The file with paths counted from the root; a link that leads out of the root leads nowhere. */
function belowRoot(file: ListedFile, root: string): ListedFile {
  if (root === '') return file;
  const path = file.path.slice(root.length);
  if (file.resolvesTo === null) return { ...file, path };
  if (file.resolvesTo.startsWith(root)) return { ...file, path, resolvesTo: file.resolvesTo.slice(root.length) };
  return { ...file, path, size: 0, source: null, resolvesTo: null, archiveOffset: null };
}

async function duplicateFaults(
  source: ByteSource,
  twins: ReadonlyMap<string, readonly TarNode[]>,
  index: TarIndex,
): Promise<ArchiveFault[]> {
  if (twins.size === 0) return [];
  const counts = new Map<string, number>();
  for (const { name, type } of index.entries) {
    if (type === 'dir' || type === 'other') continue;
    const { path } = cleanPath(name);
    if (twins.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const faults: ArchiveFault[] = [];
  const budget = { left: COMPARED_BYTES };
  for (const [path, nodes] of twins) {
    const [first, ...others] = nodes;
    let same = first !== undefined && (counts.get(path) ?? 0) === nodes.length;
    for (const other of others) same &&= first !== undefined && (await sameContent(source, first, other, budget));
    faults.push({ kind: 'duplicate', path, count: counts.get(path) ?? nodes.length, same });
  }
  return faults;
}

async function sameContent(source: ByteSource, a: TarNode, b: TarNode, budget: { left: number }): Promise<boolean> {
  if (a.kind !== b.kind || a.linkTarget !== b.linkTarget || a.have !== b.have || a.have > budget.left) return false;
  budget.left -= a.have;
  const step = 2 ** 20;
  for (let at = 0; at < a.have; at += step) {
    const end = Math.min(a.have, at + step);
    const left = await readBytes(source, a.entry.dataOffset + at, a.entry.dataOffset + end);
    const right = await readBytes(source, b.entry.dataOffset + at, b.entry.dataOffset + end);
    if (left.length !== right.length || left.some((byte, i) => byte !== right[i])) return false;
  }
  return true;
}

function endFaults(index: TarIndex, fault: TarFault | null): ArchiveFault[] {
  if (fault?.cut)
    return [{ kind: 'truncated', path: cleanPath(fault.entry).path, have: fault.cut.have, want: fault.cut.want }];
  if (fault?.error.code === 'tar-truncated') {
    // Inside a header, or a record before one: all that is known of it is the block that should be whole.
    return [{ kind: 'truncated', path: cleanPath(fault.entry).path, have: fault.offset % 512, want: 512 }];
  }
  if (fault) return [{ kind: 'invalid', offset: fault.offset, reason: reasonOf(fault) }];
  return index.isTar && index.endBlocks < 2 ? [{ kind: 'no-end-mark' }] : [];
}

function reasonOf({ error }: TarFault): string {
  if (error.code === 'tar-header-invalid') return error.data.reason;
  if (error.code === 'tar-number-invalid') return `the number field ${error.data.field} cannot be read`;
  if (error.code === 'limit-reached') return `more than ${error.data.value} (${error.data.limit}) are not read here`;
  return error.code;
}
