import { decodeName } from '../../core/bytes/byte-names.ts';
import { ContentFault } from '../../core/content/field-view.ts';
import { entryName } from '../../core/layer/entry-fields.ts';
import type { ContentRef } from '../../core/content/content.ts';
import { ContentFile } from './content-file.ts';
import { contentTarget } from './content-target.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** A file that can be read, or in words why there is nothing to read. */
export type OpenedContent =
  | { readonly file: ContentFile; readonly path: string; readonly absent: null }
  | { readonly file: null; readonly absent: string };

/** Both sides of a comparison, and what is on screen. */
const KEPT_FILES = 3;

/** The files of one dump that are looked into; the last few stay open. */
export class ContentStore {
  readonly session: ExplorerSession;
  readonly #opened = new Map<string, Promise<OpenedContent>>();

  constructor(session: ExplorerSession) {
    this.session = session;
  }

  /** @throws RangeError when the layer has no such entry; as `session.readLayer` */
  open(ref: ContentRef): Promise<OpenedContent> {
    // While layers are being read, what was unknown may be known a moment later.
    const isRead = this.session.readingOf(ref.layerPath) !== null;
    const key = `${ref.index} ${isRead} ${ref.layerPath}`;
    const opened = this.#opened.get(key) ?? this.#open(ref);
    this.#opened.delete(key);
    this.#opened.set(key, opened);
    opened.catch(() => this.#opened.delete(key)); // it may be readable the next time
    for (const old of this.#opened.keys()) {
      if (this.#opened.size <= KEPT_FILES) break;
      this.#opened.delete(old);
    }
    return opened;
  }

  /** As `open`, for calls that make no sense without content: an empty file then. */
  async file(ref: ContentRef): Promise<ContentFile | null> {
    return (await this.open(ref)).file;
  }

  async #open({ layerPath, index }: ContentRef): Promise<OpenedContent> {
    const reading = this.session.readingOf(layerPath);
    if (!reading) return { file: null, absent: 'This layer has not been read yet, or is not in the dump.' };
    const { entries } = reading;
    if (index < 0 || index >= entries.count) throw new RangeError(`no entry ${index}`);
    const target = contentTarget(entries, index);
    if (target.index === null) return { file: null, absent: target.absent };
    try {
      const file = await ContentFile.open(this.session, layerPath, entries, target.index);
      return { file, path: decodeName(entryName(entries, index)), absent: null };
    } catch (error) {
      if (!(error instanceof ContentFault)) throw error;
      return { file: null, absent: `A sparse file whose map cannot be read: ${error.message}.` };
    }
  }
}
