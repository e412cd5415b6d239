import type { ContentFact } from './content.ts';

/** What a reader of one kind found out. */
export interface Described {
  /** In words: `ELF program, 64-bit, x86-64`. */
  readonly title: string;
  readonly facts: readonly ContentFact[];
  readonly isArchive?: boolean;
  readonly isSecret?: boolean;
  readonly imageType?: string | null;
}
