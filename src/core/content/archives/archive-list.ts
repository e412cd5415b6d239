import type { ListedEntry } from '../content.ts';

/** What is in an archive, as far as it could be listed. */
export interface ArchiveList {
  readonly entries: readonly ListedEntry[];
  /** As the archive says, or as many as were met. */
  readonly total: number;
  /** Why the list ends early, in words; null when it is whole. */
  readonly fault: string | null;
}
