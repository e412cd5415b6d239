import type { EntryAttributes } from '../../layer/entry-attributes.ts';
import type { EntryType } from '../../layer/layer-entries.ts';

/** What there is to say of an entry. Texts are for showing: bytes that are no UTF-8 stand as `\xNN`. */
export interface EntryFacts {
  readonly type: EntryType;
  /** What a deletion mark is; null for everything else. */
  readonly mark: 'whiteout' | 'opaque' | null;
  /** Bytes of the file; of a hard link, of the file that it shows, null where that is not there. */
  readonly size: number | null;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly userName: string;
  readonly groupName: string;
  readonly mtimeSeconds: number;
  /** Of links, as written. */
  readonly target: string | null;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  readonly format: EntryAttributes['format'];
  readonly sparse: boolean;
  readonly xattrs: EntryAttributes['xattrs'];
  readonly contentHash: string | null;
}
