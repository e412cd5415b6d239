import { createHash } from 'node:crypto';
import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCodecs } from '../../workers/codecs.ts';
import type { CreateHasher } from '../bytes/hasher.ts';
import type { DumpInput, InputFile } from '../dump/dump-input.ts';
import { openDump } from '../dump/open-dump.ts';
import type { OpenDumpOptions, OpenedDump } from '../dump/opened-dump.ts';
import { blobScratch } from '../dump/scratch.ts';

export const fixtures = fileURLToPath(new URL('../../../tests/fixtures/', import.meta.url));

/** Node's SHA-2, apart from the product's own hashing. */
export const createHasher: CreateHasher = (algorithm) => {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
};

export async function openInput(input: DumpInput, options?: OpenDumpOptions): Promise<OpenedDump> {
  const { createInflater } = await loadCodecs();
  return openDump(
    input,
    { createHasher, createInflater, createScratch: () => Promise.resolve(blobScratch()) },
    options,
  );
}

/** A folder on disk, as a person picks it. */
export function folderInput(path: string): DumpInput {
  const files: InputFile[] = [];
  const folders: string[] = [];
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const full = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) folders.push(relative(path, full));
    else files.push({ path: relative(path, full), open: () => openAsBlob(full) });
  }
  return { kind: 'folder', name: path.split('/').at(-1) ?? '', files, folders };
}

export async function fixtureInput(name: string): Promise<DumpInput> {
  const path = join(fixtures, name);
  if (statSync(path).isDirectory()) return folderInput(path);
  return { kind: 'archive', name, source: await openAsBlob(path), modifiedMs: null };
}

/** A folder of files in memory; each with its text or bytes. */
export function memoryFolder(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  folders: readonly string[] = [],
): DumpInput {
  return {
    kind: 'folder',
    name: 'dump',
    folders,
    files: Object.entries(files).map(([path, content]) => ({ path, open: () => Promise.resolve(new Blob([content])) })),
  };
}

export function archive(...parts: BlobPart[]): DumpInput {
  return { kind: 'archive', name: 'dump.tar', source: new Blob(parts), modifiedMs: null };
}
