import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import { RateMeter } from './rate-meter.ts';

export interface Progress {
  /** Bytes while unpacking and checking, else files. */
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly currentPath: string | null;
  readonly phase: 'listing' | 'unpacking' | 'reading' | 'checking';
}

export interface FileProgress {
  readonly done: number;
  readonly total: number;
}

/** Adds up what the workers tell while files are checked. */
export class CheckProgress {
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #inFlight = new Map<string, number>();
  readonly #totalBytes: number;
  #endedBytes = 0;
  #endedFiles = 0;
  /** Never falls, also when a file is begun again in another worker. */
  #shownBytes = 0;
  #meter: RateMeter;

  constructor(tasks: readonly FileTask[], nowMs: number) {
    this.#sizes = new Map(tasks.map(({ path, size }) => [path, size]));
    this.#totalBytes = tasks.reduce((sum, { size }) => sum + size, 0);
    this.#meter = new RateMeter(nowMs, 0);
  }

  advance(path: string, doneBytes: number): void {
    this.#inFlight.set(path, doneBytes);
  }

  end(check: FileCheck): void {
    this.#inFlight.delete(check.path);
    this.#endedBytes += this.#sizes.get(check.path) ?? 0;
    this.#endedFiles += 1;
  }

  /** After a pause: the time in between says nothing about the rate. */
  restart(nowMs: number): void {
    this.#meter = new RateMeter(nowMs, this.#shownBytes);
  }

  of(path: string): FileProgress | null {
    const done = this.#inFlight.get(path);
    return done === undefined ? null : { done, total: this.#sizes.get(path) ?? done };
  }

  at(nowMs: number): Progress {
    let bytes = this.#endedBytes;
    let currentPath: string | null = null;
    let largest = -1;
    for (const [path, done] of this.#inFlight) {
      const size = this.#sizes.get(path) ?? 0;
      bytes += Math.min(done, size);
      if (size > largest) {
        largest = size;
        currentPath = path;
      }
    }
    this.#shownBytes = Math.max(this.#shownBytes, bytes);
    this.#meter.add(nowMs, this.#shownBytes);
    const { rate } = this.#meter;
    return {
      doneBytes: this.#shownBytes,
      totalBytes: this.#totalBytes,
      bytesPerSecond: rate,
      secondsLeft: rate ? (this.#totalBytes - this.#shownBytes) / rate : null,
      doneFiles: this.#endedFiles,
      totalFiles: this.#sizes.size,
      currentPath,
      phase: 'checking',
    };
  }
}
