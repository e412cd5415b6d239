import {
  type BufferBudget,
  type CheckStrategy,
  type HashSpeeds,
  planStrategies,
} from '../core/layer/check-strategy.ts';
import type { FileTask } from '../core/layer/file-check.ts';

/** How the files of a dump are read, for people who want to know, and for measuring. */
export interface ReadingFacts {
  readonly workers: number;
  /** What all workers together may hold of files, bytes. */
  readonly bufferBytes: number;
  /** Null where they were not measured, or no file is so large that they matter. */
  readonly speeds: HashSpeeds | null;
  /** Files that were left to read once the dump was open, and their bytes. */
  readonly files: Readonly<Record<CheckStrategy, { readonly files: number; readonly bytes: number }>>;
}

export function readingFacts(
  tasks: readonly FileTask[],
  {
    budget,
    speeds,
    workers,
  }: { readonly budget: BufferBudget; readonly speeds: HashSpeeds | null; readonly workers: number },
): ReadingFacts {
  const strategies = planStrategies(tasks, budget, workers);
  const of = (strategy: CheckStrategy): { files: number; bytes: number } => {
    const sizes = tasks.filter((_task, i) => strategies[i] === strategy).map(({ size }) => size);
    return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  };
  const files = { small: of('small'), buffered: of('buffered'), streaming: of('streaming'), split: of('split') };
  return { workers, bufferBytes: budget.bytes, speeds, files };
}
