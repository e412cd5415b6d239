import type { ContentPool } from './content-pool.ts';
import type { LayerTar } from './layer-tar.ts';
import { Random } from './random.ts';
import { tarEnd, tarHeader, tarPadding } from './tar-blocks.ts';

/** A file that only the last layer has, for whoever searches. */
export const NEEDLE = { path: 'etc/needle-7f3a9c.conf', text: 'needle = "the one that was looked for, 7f3a9c"\n' };
/** In the name of every other file. */
export const COMMON_NAME = 'file-';

export interface ManyEntries {
  readonly layers: number;
  /** Of all layers together. */
  readonly entries: number;
}

const FILES_PER_FOLDER = 60;
const FOLDERS_ABOVE = 40;

const folderOf = (file: number): string => {
  const folder = Math.floor(file / FILES_PER_FOLDER);
  return `srv/part-${folder % FOLDERS_ABOVE}/group-${Math.floor(folder / FOLDERS_ABOVE) % FOLDERS_ABOVE}/set-${folder}`;
};
const nameOf = (file: number): string =>
  `${COMMON_NAME}${file.toString(36).padStart(5, '0')}${file % 3 === 0 ? '.js' : '.txt'}`;
/** Which files of the layer below a layer deletes, and which of the layer below that it writes again. */
const isDeleted = (file: number): boolean => file % 33 === 5;
const isRewritten = (file: number): boolean => file % 7 === 1 && !isDeleted(file);

/**
 * One of many layers of small files. Each adds files of its own, deletes some of the layer below with whiteouts and writes
 * some of the one below that again, each folder named before what is in it.
 */
export class ManyEntriesLayer implements LayerTar {
  readonly createdBy: string;
  readonly entries: number;
  readonly #pool: ContentPool;
  readonly #place: number;
  readonly #isLast: boolean;
  /** Files that each layer is given a range of; not all of them are made. */
  readonly #range: number;

  constructor(pool: ContentPool, place: number, { layers, entries }: ManyEntries) {
    this.#pool = pool;
    this.#place = place;
    this.#isLast = place === layers - 1;
    this.entries = Math.floor(((place + 1) * entries) / layers) - Math.floor((place * entries) / layers);
    this.#range = Math.ceil(entries / layers);
    this.createdBy = `COPY part-${place} /srv # buildkit`;
  }

  *parts(): Generator<Uint8Array> {
    const random = new Random(this.#place + 1);
    const folders = new Set<string>();
    let left = this.entries - (this.#isLast ? 2 : 0);
    for (const { file, deleted } of this.#files()) {
      const folder = folderOf(file);
      const fresh = ancestors(folder).filter((path) => !folders.has(path));
      if (left < fresh.length + 1) break;
      left -= fresh.length + 1;
      for (const path of fresh) {
        folders.add(path);
        yield tarHeader({ path: `${path}/`, type: 'folder' });
      }
      if (deleted) yield tarHeader({ path: `${folder}/.wh.${nameOf(file)}`, type: 'file', size: 0 });
      else yield* this.#smallFile(`${folder}/${nameOf(file)}`, random);
    }
    // Where a new folder would not have fitted: to the very number of entries that was asked for.
    for (; left > 0; left--) yield tarHeader({ path: `${COMMON_NAME}${this.#place}-${left}`, type: 'file', size: 0 });
    if (this.#isLast) {
      yield tarHeader({ path: 'etc/', type: 'folder' });
      yield tarHeader({ path: NEEDLE.path, type: 'file', size: NEEDLE.text.length });
      yield Buffer.from(NEEDLE.text);
      yield tarPadding(NEEDLE.text.length);
    }
    yield tarEnd();
  }

  *#smallFile(path: string, random: Random): Generator<Uint8Array> {
    const size = random.below(400);
    yield tarHeader({ path, type: 'file', size });
    yield* this.#pool.file('text', size, random);
    yield tarPadding(size);
  }

  /** What is below first: whiteouts and rewritten files are certain to have been made, for their numbers come early in a range. */
  *#files(): Generator<{ file: number; deleted: boolean }> {
    const some = Math.floor(this.#range / 2);
    const first = (place: number): number => place * this.#range;
    if (this.#place >= 1)
      for (let file = first(this.#place - 1); file < first(this.#place - 1) + some; file++)
        if (isDeleted(file)) yield { file, deleted: true };
    if (this.#place >= 2)
      for (let file = first(this.#place - 2); file < first(this.#place - 2) + some; file++)
        if (isRewritten(file)) yield { file, deleted: false };
    for (let file = first(this.#place); file < first(this.#place + 1); file++) yield { file, deleted: false };
  }
}

/** `a/b/c` gives `a`, `a/b`, `a/b/c`. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_part, i) => parts.slice(0, i + 1).join('/'));
}
