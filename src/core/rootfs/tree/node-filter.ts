import type { EntryType } from '../../layer/layer-entries.ts';
import type { ChangeState } from '../layer-changes.ts';

/** Which rows of a tree are looked for; all conditions hold at once. */
export interface NodeFilter {
  /**
   * Part of a name, or of a path where it has a slash in it; small letters stand for capitals too. With `*` or `?` a glob of
   * the whole name, or of the whole path where it has a slash in it (`**` goes through folders). Between slashes, `/…/` or
   * `/…/i`, a regular expression on the path. With a slash at its end it finds folders, and links, that may lead to one; `./`
   * before it stands for the root. Empty: everything.
   */
  readonly text: string;
  /** Empty: any. A folder that no entry names is a `dir`. */
  readonly types: readonly EntryType[];
  /** Empty: any. `same`: shown, and not touched by the chosen layer. */
  readonly marks: readonly (ChangeState | 'same')[];
  /** From which layers, indices; empty: any. */
  readonly fromLayers: readonly number[];
  /** Of files, both included; null: no limit. With one of them only files are found. */
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  /** Setuid or setgid files. */
  readonly setuid: boolean;
  /** A number or name of user or group; `user:group`, `user:`, `:group`; empty: any. */
  readonly owner: string;
  /** Only files whose bytes are stored and shown by no container of the whole image. */
  readonly onlyWaste: boolean;
}

export const NO_FILTER: NodeFilter = {
  text: '',
  types: [],
  marks: [],
  fromLayers: [],
  minBytes: null,
  maxBytes: null,
  setuid: false,
  owner: '',
  onlyWaste: false,
};

/** False when everything passes. */
export const isFilter = (filter: NodeFilter): boolean =>
  filter.text !== '' ||
  filter.types.length > 0 ||
  filter.marks.length > 0 ||
  filter.fromLayers.length > 0 ||
  filter.minBytes !== null ||
  filter.maxBytes !== null ||
  filter.setuid ||
  filter.owner.trim() !== '' ||
  filter.onlyWaste;
