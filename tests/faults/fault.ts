import type { FindingCode } from '../../src/core/check/finding.ts';
import type { Verdict } from '../../src/core/report/report.ts';
import { bytesOf, findPath, jsonOf, replaceBlob, setText, textOf, type MemoryDump } from '../support/memory-dump.ts';

/** A real dump, broken on purpose, and what must be said about it. */
export interface Fault {
  readonly name: string;
  /** The fixture it starts from. */
  readonly base: string;
  /** Opened as an archive instead of a folder. */
  readonly archive?: boolean;
  readonly change: (dump: MemoryDump) => void;
  /** For archives: changes the written tar itself. */
  readonly changeBytes?: (archive: Uint8Array) => Uint8Array;
  /** Codes that must be found. */
  readonly codes: readonly FindingCode[];
  readonly verdict: Verdict;
}

type Json = Record<string, unknown>;

export const indexOf = (dump: MemoryDump): Json & { manifests: Json[] } =>
  jsonOf(dump, 'index.json') as Json & { manifests: Json[] };
export const setIndex = (dump: MemoryDump, value: unknown): void => setText(dump, 'index.json', JSON.stringify(value));
export const dockerManifestOf = (
  dump: MemoryDump,
): (Json & { Config: string; Layers: string[]; RepoTags: string[] })[] =>
  jsonOf(dump, 'manifest.json') as (Json & { Config: string; Layers: string[]; RepoTags: string[] })[];
export const setDockerManifest = (dump: MemoryDump, value: unknown): void =>
  setText(dump, 'manifest.json', JSON.stringify(value));

const isJsonWith = (dump: MemoryDump, path: string, key: string): boolean => {
  if (!path.startsWith('blobs/sha256/') || bytesOf(dump, path)[0] !== 0x7b) return false;
  try {
    return key in (jsonOf(dump, path) as Json);
  } catch {
    return false;
  }
};
export const manifestPath = (dump: MemoryDump): string => findPath(dump, (path) => isJsonWith(dump, path, 'layers'));
export const configPath = (dump: MemoryDump): string => findPath(dump, (path) => isJsonWith(dump, path, 'rootfs'));
export const layerPath = (dump: MemoryDump, place = 0): string => {
  const manifest = jsonOf(dump, manifestPath(dump)) as { layers: { digest: string }[] };
  return `blobs/sha256/${manifest.layers[place]?.digest.slice(7) ?? ''}`;
};

/** Changes one JSON blob and corrects every digest above it, so that this change is the only fault. */
export function changeJsonBlob(dump: MemoryDump, path: string, change: (value: never) => unknown): void {
  const value: unknown = jsonOf(dump, path);
  replaceBlob(dump, path, JSON.stringify(change(value as never) ?? value));
}

/** Changes the index.json or manifest.json text. */
export const changeText = (dump: MemoryDump, path: string, change: (text: string) => string): void =>
  setText(dump, path, change(textOf(dump, path)));

/** Flips one bit in the middle of a file. */
export function flip(dump: MemoryDump, path: string, at = Math.floor(bytesOf(dump, path).length / 2)): void {
  const bytes = bytesOf(dump, path).slice();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const entry = dump.get(path);
  if (entry) entry.bytes = bytes;
}

export function cut(dump: MemoryDump, path: string, length: number): void {
  const entry = dump.get(path);
  if (entry) entry.bytes = entry.bytes.slice(0, length);
}
