import type { CreateHasher } from '../bytes/hasher.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { readBytes } from '../bytes/read-bytes.ts';
import { indexTar, type TarIndex } from '../tar/index-tar.ts';
import type { DumpInput } from './dump-input.ts';
import type { ArchiveFault, ContainerKind, Evidence, InputKind } from './dump-model.ts';
import { listFolder } from './list-folder.ts';
import { listTar } from './list-tar.ts';
import type { Listing } from './listing.ts';
import { modelOfListing, modelOfNothing, type ModelFrame } from './model-of-listing.ts';
import type { OpenDumpOptions, OpenedDump } from './opened-dump.ts';
import { sign } from './sign.ts';
import { sniffInput, SNIFF_BYTES } from './sniff-input.ts';
import { unpackArchive, type UnpackPorts } from './unpack-archive.ts';

export type { OpenDumpOptions, OpenedDump, OpenProgress } from './opened-dump.ts';

export interface OpenDumpPorts extends UnpackPorts {
  readonly createHasher: CreateHasher;
}

/**
 * Finds out what was opened, where the dump lies in it, and what every file is: everything but the hashing.
 * Damage is part of the result. Memory: names, at most DOCUMENTS_BYTES of JSON and its trees; a packed archive goes
 * through the scratch.
 * @throws `signal.reason` after an abort; what the platform throws when the archive itself cannot be read
 */
export async function openDump(
  input: DumpInput,
  ports: OpenDumpPorts,
  options: OpenDumpOptions = {},
): Promise<OpenedDump> {
  options.signal?.throwIfAborted();
  const frame: ModelFrame = {
    name: input.name,
    inputKind: 'folder',
    container: 'folder',
    evidence: [],
    archiveFaults: [],
  };
  if (input.kind === 'folder') return modelOfListing(listFolder(input), frame, ports.createHasher, options);
  return openArchive(input.name, input.source, ports, options);
}

async function openArchive(
  name: string,
  source: ByteSource,
  ports: OpenDumpPorts,
  options: OpenDumpOptions,
): Promise<OpenedDump> {
  const inputKind = sniffInput(await readBytes(source, 0, SNIFF_BYTES));
  if (inputKind === 'gzip' || inputKind === 'zstd') return openPacked(name, source, inputKind, ports, options);
  const frame: ModelFrame = { name, inputKind, container: null, evidence: [], archiveFaults: [] };
  if (inputKind !== 'tar') return modelOfNothing(frame);
  const listing = await listArchive(source, options);
  return modelOfListing(listing, { ...frame, container: 'tar' }, ports.createHasher, options);
}

async function openPacked(
  name: string,
  packed: ByteSource,
  kind: 'gzip' | 'zstd',
  ports: OpenDumpPorts,
  options: OpenDumpOptions,
): Promise<OpenedDump> {
  const { signal, onProgress } = options;
  const report = (done: number): void => onProgress?.({ phase: 'unpacking', done, total: packed.size });
  const { source, fault, trailingBytes } = await unpackArchive(packed, kind, name, ports, {
    signal,
    onProgress: report,
  });
  const archiveFaults: ArchiveFault[] = [];
  if (fault) {
    const offset = 'offset' in fault.data ? fault.data.offset : 0;
    const reason =
      'reason' in fault.data
        ? fault.data.reason
        : fault.code.endsWith('-truncated')
          ? `the ${kind} stream breaks off`
          : fault.code;
    archiveFaults.push({ kind: 'invalid', offset, reason });
  }
  if (trailingBytes > 0) archiveFaults.push({ kind: 'trailing', packing: kind, bytes: trailingBytes });
  const inside = sniffInput(await readBytes(source, 0, SNIFF_BYTES));
  const container: ContainerKind = `tar+${kind}`;
  if (inside === 'tar') {
    const listing = await listArchive(source, options);
    // Cut off on the outside it is cut off inside too: one fault says it, with the file it happened in.
    const isCut = listing.archiveFaults.some(({ kind: fault }) => fault === 'truncated');
    const own = isCut ? archiveFaults.filter(({ kind: fault }) => fault !== 'invalid') : archiveFaults;
    return modelOfListing(
      listing,
      { name, inputKind: 'tar', container, evidence: [], archiveFaults: own },
      ports.createHasher,
      options,
    );
  }
  const nothing = inside === 'unknown' || inside === 'empty';
  const inputKind: InputKind = nothing ? kind : inside;
  const evidence: Evidence[] = [sign(false, `It is packed with ${kind}, and what is inside is no tar.`)];
  return modelOfNothing({ name, inputKind, container: null, evidence, archiveFaults });
}

async function listArchive(source: ByteSource, { signal, onProgress }: OpenDumpOptions): Promise<Listing> {
  const report = (done: number): void => onProgress?.({ phase: 'listing', done, total: source.size });
  const index: TarIndex = await indexTar(source, { signal, onProgress: report });
  return listTar(source, index);
}
