import { DumpError } from '../errors.ts';
import { LAYER_ENTRIES, LAYER_NAME_BYTES } from '../limits.ts';
import type { TarHeader } from '../tar/tar-entry.ts';
import { ByteColumn } from './byte-column.ts';
import { ENTRY_TYPES } from './layer-entries.ts';
import type { LayerEntries } from './layer-entries.ts';
import { AttributeTableBuilder } from './attribute-table-builder.ts';
import { CONTENT_HASH_BYTES } from '../bytes/content-hasher.ts';
import type { ContentHasher } from '../bytes/content-hasher.ts';
import { NumberColumn } from './number-column.ts';
import { packColumns } from './pack-columns.ts';
import { StringColumn } from './string-column.ts';

const NO_HASH = new Uint8Array(CONTENT_HASH_BYTES);

/** Gathers the entries of one layer in columns. About 48 bytes an entry, plus its names. */
export class LayerEntriesBuilder {
  count = 0;
  readonly #names = new StringColumn();
  readonly #targets = new StringColumn();
  readonly #types = NumberColumn.bytes();
  readonly #modes = NumberColumn.shorts();
  readonly #uids = NumberColumn.narrow();
  readonly #gids = NumberColumn.narrow();
  readonly #sizes = NumberColumn.narrow();
  readonly #mtimes = NumberColumn.narrow();
  readonly #headerOffsets = NumberColumn.narrow();
  readonly #dataOffsets = NumberColumn.narrow();
  readonly #deviceMajors = NumberColumn.narrow();
  readonly #deviceMinors = NumberColumn.narrow();
  readonly #attributeSets = NumberColumn.narrow();
  readonly #attributes = new AttributeTableBuilder();
  readonly #contentHashes = new ByteColumn();
  readonly #hash = new Uint8Array(CONTENT_HASH_BYTES);

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
    const nameBytes =
      this.#names.bytes.byteLength + this.#targets.bytes.byteLength + entry.nameBytes.length + entry.linkBytes.length;
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
    this.#fillHashes(this.count - 1);
    hasher.digestInto(this.#hash, 0);
    this.#contentHashes.push(this.#hash);
  }

  /**
   * Ends the builder, which is empty then.
   * @param hasContentHashes whether `addContentHash` was called for every file that has one
   */
  finish(hasContentHashes = false): LayerEntries {
    this.#fillHashes(this.count);
    const columns = packColumns({
      names: this.#names.bytes,
      nameEnds: this.#names.ends,
      targets: this.#targets.bytes,
      targetEnds: this.#targets.ends,
      types: this.#types,
      modes: this.#modes,
      uids: this.#uids,
      gids: this.#gids,
      sizes: this.#sizes,
      mtimes: this.#mtimes,
      headerOffsets: this.#headerOffsets,
      dataOffsets: this.#dataOffsets,
      deviceMajors: this.#deviceMajors,
      deviceMinors: this.#deviceMinors,
      contentHashes: this.#contentHashes,
      attributeSets: this.#attributeSets,
      attributes: this.#attributes.sets.bytes,
      attributeEnds: this.#attributes.sets.ends,
    });
    return { count: this.count, hasContentHashes, ...columns };
  }

  /** Zero for entries that have none. */
  #fillHashes(count: number): void {
    for (let at = this.#contentHashes.byteLength / CONTENT_HASH_BYTES; at < count; at++) {
      this.#contentHashes.push(NO_HASH);
    }
  }
}

function limit(name: string, value: number, max: number): void {
  if (value > max) throw new DumpError({ code: 'limit-reached', data: { limit: name, value: max } });
}
