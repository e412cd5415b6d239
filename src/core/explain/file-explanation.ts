import type { DumpFile, DumpModel, Reference } from '../dump/dump-model.ts';
import type { JsonDocument } from '../json/json-node.ts';
import type { DumpLookup } from './dump-lookup.ts';

/** What a file is, for people. Texts are whole sentences, but for the title. */
export interface FileExplanation {
  /** "Image manifest". */
  readonly title: string;
  /** One or two sentences: plain first, exact second. */
  readonly sentence: string;
  readonly writtenBy: string;
  readonly readBy: string;
  readonly notes: readonly string[];
}

/** A file with everything its explanation may draw on. */
export interface FileSubject {
  readonly path: string;
  /** Null for a file that is named but not here. */
  readonly file: DumpFile | null;
  readonly model: DumpModel;
  readonly lookup: DumpLookup;
  readonly referencedBy: readonly Reference[];
  /** Of all descriptors that name it. */
  readonly annotations: ReadonlyMap<string, string>;
  /** Its own content, when it is JSON that was parsed. */
  readonly document: JsonDocument | null;
  readonly mediaType: string | null;
}
