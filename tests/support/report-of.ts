import { createHash } from 'node:crypto';
import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CreateHasher } from '../../src/core/bytes/hasher.ts';
import type { DumpInput, InputFile } from '../../src/core/dump/dump-input.ts';
import { openDump, type OpenedDump } from '../../src/core/dump/open-dump.ts';
import { planChecks } from '../../src/core/dump/plan-checks.ts';
import { blobScratch } from '../../src/core/dump/scratch.ts';
import { checkFile } from '../../src/core/layer/check-file.ts';
import type { FileCheck } from '../../src/core/layer/file-check.ts';
import { buildReport } from '../../src/core/report/build-report.ts';
import { summariseImages } from '../../src/core/report/summarise-images.ts';
import type { Report } from '../../src/core/report/report.ts';
import { loadCodecs } from '../../src/workers/codecs.ts';
import { fixturePath } from './fixtures.ts';
import type { MemoryDump } from './memory-dump.ts';

/** SHA-2 from Node: the truth beside the product's own hashing. */
export const createHasher: CreateHasher = (algorithm) => {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
};

export const ports = async () => ({
  createHasher,
  createInflater: (await loadCodecs()).createInflater,
  createScratch: () => Promise.resolve(blobScratch()),
});

/** A folder on disk, as a person picks it. */
export function folderInput(path: string, name = path.split('/').at(-1) ?? ''): DumpInput {
  const files: InputFile[] = [];
  const folders: string[] = [];
  const walk = (dir: string): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const full = join(dir, entry.name);
      if (entry.isDirectory()) {
        folders.push(relative(path, full));
        walk(full);
      } else files.push({ path: relative(path, full), open: () => openAsBlob(full) });
    }
  };
  walk(path);
  return { kind: 'folder', name, files, folders };
}

export async function archiveInput(path: string): Promise<DumpInput> {
  return { kind: 'archive', name: path.split('/').at(-1) ?? '', source: await openAsBlob(path), modifiedMs: 0 };
}

export const fixtureInput = async (name: string): Promise<DumpInput> =>
  statSync(fixturePath(name)).isDirectory() ? folderInput(fixturePath(name)) : archiveInput(fixturePath(name));

const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

export function memoryFolder(name: string, dump: MemoryDump): DumpInput {
  const folders = new Set<string>();
  const files = [...dump].map(([path, entry]) => {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
    return { path, open: () => Promise.resolve(blobOf(entry.bytes)) };
  });
  return { kind: 'folder', name, files, folders: [...folders] };
}

export const memoryArchive = (name: string, bytes: Uint8Array): DumpInput => ({
  kind: 'archive',
  name,
  source: blobOf(bytes),
  modifiedMs: 0,
});

/** What the app does, in one thread: open, check every file, report. */
export async function reportOf(input: DumpInput): Promise<Report> {
  return (await checkWhole(input)).report;
}

export async function checkWhole(
  input: DumpInput,
): Promise<{ opened: OpenedDump; checks: Map<string, FileCheck>; report: Report }> {
  const using = await ports();
  const opened = await openDump(input, using);
  const checks = new Map<string, FileCheck>();
  for (const task of planChecks(opened.model)) checks.set(task.path, await checkFile(task, using));
  const report = buildReport({
    ...opened,
    checks,
    phase: 'complete',
    images: summariseImages(opened.model, checks, createHasher),
    took: { wallMs: 0, bytesRead: [...checks.values()].reduce((sum, check) => sum + check.size, 0) },
    version: 'test',
  });
  return { opened, checks, report };
}
