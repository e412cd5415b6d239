import { DumpError } from '../errors.ts';
import { LAYER_ENTRIES, LAYER_NAME_BYTES } from '../limits.ts';
import type { TarHeader } from '../tar/tar-entry.ts';
import { ByteColumn } from './byte-column.ts';
import { grownLength } from './grown-length.ts';
import { ENTRY_TYPES } from './layer-entries.ts';
import type { LayerEntries } from './layer-entries.ts';
import { AttributeTableBuilder } from './attribute-table-builder.ts';
import { CONTENT_HASH_BYTES } from '../bytes/content-hasher.ts';
import type { ContentHasher } from '../bytes/content-hasher.ts';
import { NarrowColumn } from './narrow-column.ts';
import { NumberColumn } from './number-column.ts';
import { packColumns } from './pack-columns.ts';
import { releaseBytes } from '../bytes/release-bytes.ts';

/** Gathers the entries of one layer in columns. About 48 bytes an entry, plus its names; up to twice that while it grows. */
export class LayerEntriesBuilder {
  count = 0;
  readonly #names = new ByteColumn();
  readonly #targets = new ByteColumn();
  readonly #types = new NumberColumn((length) => new Uint8Array(length));
  readonly #modes = new NumberColumn((length) => new Uint16Array(length));
  readonly #uids = new NarrowColumn();
  readonly #gids = new NarrowColumn();
  readonly #sizes = new NarrowColumn();
  readonly #mtimes = new NarrowColumn();
  readonly #headerOffsets = new NarrowColumn();
  readonly #dataOffsets = new NarrowColumn();
  readonly #deviceMajors = new NarrowColumn();
  readonly #deviceMinors = new NarrowColumn();
  readonly #attributeSets = new NarrowColumn();
  readonly #attributes = new AttributeTableBuilder();
  #contentHashes = new Uint8Array(0);

  /**
   * @throws DumpError `tar-header-invalid` for a type no engine unpacks; `limit-reached` for more than `LAYER_ENTRIES`
   *   entries or `LAYER_NAME_BYTES` of names and targets
   */
  add(entry: TarHeader): void {
    const { type } = entry;
    if (type === 'other') {
      const shown = entry.typeFlag.toString(16).padStart(2, '0');
      const data = { offset: entry.headerOffset, reason: `type flag 0x${shown} is none that engines know` };
      throw new DumpError({ code: 'tar-header-invalid', data });
    }
    const nameBytes = this.#names.length + this.#targets.length + entry.nameBytes.length + entry.linkBytes.length;
    limit('LAYER_ENTRIES', this.count + 1, LAYER_ENTRIES);
    limit('LAYER_NAME_BYTES', nameBytes, LAYER_NAME_BYTES);
    this.#names.push(entry.nameBytes);
    this.#targets.push(entry.linkBytes);
    this.#types.push(ENTRY_TYPES.indexOf(type));
    this.#modes.push(entry.mode);
    this.#uids.push(entry.uid);
    this.#gids.push(entry.gid);
    this.#sizes.push(entry.size);
    this.#mtimes.push(entry.mtimeSeconds);
    this.#headerOffsets.push(entry.headerOffset);
    this.#dataOffsets.push(entry.dataOffset);
    this.#deviceMajors.push(entry.deviceMajor);
    this.#deviceMinors.push(entry.deviceMinor);
    this.#attributeSets.push(this.#attributes.add(entry));
    this.count += 1;
  }

  /** Ends the hasher's file, which is the content of the last entry. Without a call its hash stays unknown. */
  addContentHash(hasher: ContentHasher): void {
    const start = (this.count - 1) * CONTENT_HASH_BYTES;
    if (start >= this.#contentHashes.length) {
      const larger = new Uint8Array(grownLength(Math.max(256, this.count)) * CONTENT_HASH_BYTES);
      larger.set(this.#contentHashes);
      releaseBytes(this.#contentHashes);
      this.#contentHashes = larger;
    }
    hasher.digestInto(this.#contentHashes, start);
  }

  /**
   * Ends the builder, whose memory is given back.
   * @param hasContentHashes whether `addContentHash` was called for every file that has one
   */
  finish(hasContentHashes = false): LayerEntries {
    const contentHashes = this.#allContentHashes();
    const names = this.#names.filled();
    const targets = this.#targets.filled();
    const attributes = this.#attributes.filled();
    const columns = packColumns({
      names: names.bytes,
      nameEnds: names.ends,
      targets: targets.bytes,
      targetEnds: targets.ends,
      types: this.#types.filled(),
      modes: this.#modes.filled(),
      uids: this.#uids.filled(),
      gids: this.#gids.filled(),
      sizes: this.#sizes.filled(),
      mtimes: this.#mtimes.filled(),
      headerOffsets: this.#headerOffsets.filled(),
      dataOffsets: this.#dataOffsets.filled(),
      deviceMajors: this.#deviceMajors.filled(),
      deviceMinors: this.#deviceMinors.filled(),
      contentHashes,
      attributeSets: this.#attributeSets.filled(),
      attributes: attributes.bytes,
      attributeEnds: attributes.ends,
    });
    return { count: this.count, hasContentHashes, ...columns };
  }

  /** Zero for entries at the end that have none. */
  #allContentHashes(): Uint8Array<ArrayBuffer> {
    const bytes = this.count * CONTENT_HASH_BYTES;
    if (bytes <= this.#contentHashes.length) return this.#contentHashes.subarray(0, bytes);
    const all = new Uint8Array(bytes);
    all.set(this.#contentHashes);
    releaseBytes(this.#contentHashes);
    return (this.#contentHashes = all);
  }
}

function limit(name: string, value: number, max: number): void {
  if (value > max) throw new DumpError({ code: 'limit-reached', data: { limit: name, value: max } });
}
