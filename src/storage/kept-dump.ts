import type { ContainerKind } from '../core/dump/dump-model.ts';
import type { FileCheck } from '../core/layer/file-check.ts';
import type { LayerReading } from '../core/layer/layer-reading.ts';
import type { Verdict } from '../core/report/report.ts';

/** A dump that was opened before: what the list of recent dumps shows, and how to open it again. */
export interface KeptDump {
  readonly id: string;
  readonly name: string;
  readonly container: ContainerKind | null;
  readonly root: string;
  readonly files: number;
  readonly bytes: number;
  readonly verdict: Verdict;
  /** Names of its images, or what wrote it. */
  readonly summary: string;
  readonly checkedAtMs: number;
  /** Null where the browser gives no handle; `sample` for the dump that ships with the app. */
  readonly handle: FileSystemDirectoryHandle | FileSystemFileHandle | 'sample' | null;
  /** What is kept of it in this browser: an estimate from the lengths of its buffers. */
  readonly keptBytes: number;
}

/** By what a file is told to be the same as before, without reading it whole. */
export interface FileStamp {
  readonly size: number;
  /** Of the file; of the whole archive for a file inside one. Null when the platform does not say. */
  readonly modifiedMs: number | null;
  /** SHA-256 of its first, middle and last bytes. */
  readonly sample: string;
}

/** What reading one file of a kept dump gave, and for which bytes that holds. */
export interface KeptCheck {
  readonly dumpId: string;
  readonly path: string;
  readonly stamp: FileStamp;
  readonly check: FileCheck;
}

/** What one check takes in the database, in bytes: its buffers, and about as much again as the rest has been seen to take. */
export function keptBytesOf(check: FileCheck): number {
  const tables = check.layer ? [check.layer.entries, check.layer.checkpoints] : [];
  const columns = tables.flatMap((table): unknown[] => Object.values(table));
  const buffers = columns.reduce<number>(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
  return buffers + 1_000;
}

/**
 * False for what an earlier version kept, with less in it: as good as not kept. A layer packed in a way that was not known
 * counts as such, since later versions tell more of them apart.
 */
export function isCurrentCheck({ check }: KeptCheck): boolean {
  const layer: Partial<LayerReading> | null = check.layer;
  return layer === null || (layer.checkpoints !== undefined && layer.compression !== 'unknown');
}
