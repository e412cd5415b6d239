import type { ContentPool } from './content-pool.ts';
import { drawFile } from './draw-file.ts';
import { Random } from './random.ts';
import { tarEnd, tarHeader, tarPadding } from './tar-blocks.ts';

/** A layer that can be written out once: its tar in parts, however long it is, with no more than one part in memory. */
export interface LayerTar {
  readonly createdBy: string;
  /** Headers that count as entries; known for certain only when `parts` has ended. */
  readonly entries: number;
  parts(): Generator<Uint8Array>;
}

const ROOTS = ['usr/lib', 'usr/share', 'usr/bin', 'usr/include', 'etc', 'opt/app', 'var/lib', 'usr/share/doc'];
const WORDS = 'core net util data locale http json test lang module vendor cache codec media unit query render'.split(
  ' ',
);
const ENDINGS = {
  text: ['.txt', '.py', '.conf', '.js', '.h', ''],
  machine: ['.so', '', '.o'],
  packed: ['.gz', '.png'],
};

/** One layer as a package manager or a build leaves it: folders, files, some links, now and then a name too long for a header. */
export class DistributionLayer implements LayerTar {
  readonly createdBy: string;
  readonly #pool: ContentPool;
  readonly #random: Random;
  readonly #bytes: number;
  readonly #folders: string[] = [];
  #entries = 0;

  /** @param bytes of the tar, about: the last file is cut so that it is not longer */
  constructor(pool: ContentPool, seed: number, bytes: number) {
    this.#pool = pool;
    this.#random = new Random(seed);
    this.#bytes = Math.floor(bytes);
    this.createdBy = `RUN install --seed ${seed} # buildkit`;
  }

  get entries(): number {
    return this.#entries;
  }

  *parts(): Generator<Uint8Array> {
    let made = 0;
    const tally = (part: Uint8Array): Uint8Array => {
      made += part.length;
      return part;
    };
    for (const path of ['usr', 'opt', 'var', ...ROOTS]) yield tally(this.#folder(path));
    while (made < this.#bytes) {
      const dice = this.#random.below(1000);
      if (dice < 90) yield tally(this.#folder(`${this.#somewhere()}/${this.#word()}-${this.#entries}`));
      else if (dice < 140) yield tally(this.#link());
      else for (const part of this.#file(this.#bytes - made)) yield tally(part);
    }
    yield tarEnd();
  }

  *#file(most: number): Generator<Uint8Array> {
    const drawn = drawFile(this.#random);
    const size = Math.min(drawn.size, Math.max(0, most));
    const endings = ENDINGS[drawn.kind];
    const long = this.#random.below(100) === 0 ? `${this.#word()}-`.repeat(20) : '';
    const name = `${long}${this.#word()}-${this.#entries++}${endings[this.#random.below(endings.length)] ?? ''}`;
    const mode = drawn.kind === 'machine' ? 0o755 : 0o644;
    yield tarHeader({ path: `${this.#somewhere()}/${name}`, type: 'file', size, mode });
    yield* this.#pool.file(drawn.kind, size, this.#random);
    yield tarPadding(size);
  }

  #folder(path: string): Uint8Array {
    this.#entries += 1;
    // Deeper than this no package goes, and the names would all become long ones.
    if (path.split('/').length < 8) this.#folders.push(path);
    return tarHeader({ path: `${path}/`, type: 'folder' });
  }

  #link(): Uint8Array {
    const name = `${this.#word()}-${this.#entries++}`;
    return tarHeader({
      path: `${this.#somewhere()}/${name}.so`,
      type: 'symlink',
      mode: 0o777,
      target: `${name}.so.1.0`,
    });
  }

  #somewhere(): string {
    return this.#folders[this.#random.below(this.#folders.length)] ?? 'usr';
  }

  #word(): string {
    return WORDS[this.#random.below(WORDS.length)] ?? '';
  }
}
