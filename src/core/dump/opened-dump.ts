import type { JsonDocument } from '../json/json-node.ts';
import type { DumpModel } from './dump-model.ts';

/** A dump whose structure is known; `documents` holds its parsed JSON by path. */
export interface OpenedDump {
  readonly model: DumpModel;
  readonly documents: ReadonlyMap<string, JsonDocument>;
  /** SHA-256, lowercase hex, of files that were read whole on the way. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface OpenProgress {
  /** `listing`: files of a folder or bytes of an archive; `unpacking`: bytes of the packed archive; `reading`: documents. */
  readonly phase: 'listing' | 'unpacking' | 'reading';
  readonly done: number;
  readonly total: number | null;
}

export interface OpenDumpOptions {
  /** Which of several places to open, as `otherRoots` names them; found by itself when absent. */
  readonly root?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}
