import { DumpError } from '../errors.ts';
import { TAR_META_BYTES } from '../limits.ts';
import { checkPaxForm, parsePaxRecords } from './pax-records.ts';
import type { PaxRecords } from './pax-records.ts';
import { checkSparse, type OldSparse, readSparseBlocks } from './read-sparse.ts';
import { hasTarMagic, isTarHeader, isZeroBlock, parseTarBlock, TAR_BLOCK, untilNul } from './tar-block.ts';
import type { ScanTarBlock, TarBlock } from './tar-block.ts';
import type { TarEntryType, TarHeader } from './tar-entry.ts';
import { cutContent, type TarReply, type TarRequest, type TarState, truncated } from './tar-state.ts';

/**
 * Reads a tar of any dialect: v7, ustar, pax, GNU and star. It asks a driver for bytes, so that one parser serves a
 * stream that is pushed in (`TarStream`) and a file in which one can jump (`indexTar`).
 *
 * Links, folders, devices and pipes have no content whatever their size field or pax says. GNU tar, Go and Python read so;
 * POSIX lets a hard link carry content, but every container engine reads with Go, so that is what an image means.
 * Global pax headers are left out, as containerd and moby do, but their form is judged. Holds one record of at most `TAR_META_BYTES`.
 *
 * @param options.xattrs hand over extended attributes too
 * @param options.scan a faster reader of plain header blocks
 * @param options.toEnd go on behind the end mark: BuildKit puts the eStargz table of contents there
 * @throws DumpError `tar-header-invalid`, `tar-number-invalid`, `tar-truncated`
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"
 */
export function* readTar(
  state: TarState,
  options: { readonly toEnd: boolean; readonly xattrs?: boolean; readonly scan?: ScanTarBlock | null },
): Generator<TarRequest, void, TarReply> {
  let offset = 0;
  let records: EntryRecords = {};
  for (;;) {
    const { bytes: block, have } = yield { kind: 'read', bytes: TAR_BLOCK };
    const ends = have < TAR_BLOCK || isZeroBlock(block);
    if (offset === 0)
      state.isTar = have < TAR_BLOCK ? startsTar(block) : ends || hasTarMagic(block) || isTarHeader(block);
    if (!state.isTar) throw new DumpError({ code: 'tar-header-invalid', data: { offset: 0, reason: 'no tar header' } });
    if (have < TAR_BLOCK) {
      // A lone record describes an entry that never came. A piece of an end mark holds nothing, but Go's reader, so every
      // engine, refuses the tar for it, while it does without the whole mark.
      if (have > 0 || records.any) throw truncated(state, offset + have);
      return;
    }
    if (ends) return yield* readEnd(state, offset + TAR_BLOCK, options.toEnd);
    const header = parseTarBlock(block, offset, options.scan);
    const dataOffset = offset + TAR_BLOCK;
    const kind = RECORD_FLAGS.get(header.typeFlag);
    if (kind === undefined) {
      const oldSparse =
        header.typeFlag === FLAG_SPARSE ? yield* readSparseBlocks(state, header, block, dataOffset) : null;
      const entry = toEntry(header, records, offset, oldSparse);
      state.lastName = entry.nameBytes;
      yield { kind: 'entry', entry };
      const sparse = oldSparse?.pieces ?? records.pax?.sparse;
      const mapBytes = sparse === undefined ? 0 : yield* checkSparse(state, entry, sparse);
      if (!(yield* skipContent(state, entry, mapBytes))) return;
      offset = entry.dataOffset + padded(entry.storedSize);
      records = {};
      continue;
    }
    const content = yield* readRecord(state, header.size, dataOffset);
    if (kind === 'global') {
      // What it says is not used, but its form is judged; and Go's reader hands it over as an entry of its own, so that
      // what stood before it belongs to it and not to the entry behind.
      checkPaxForm(content, dataOffset);
      state.globalHeaders += 1;
      records = {};
    } else if (kind === 'pax') {
      records = { ...records, pax: parsePaxRecords(content, dataOffset, options.xattrs), any: true };
    } else {
      const name = untilNul(content, 0, content.length);
      records = { ...records, ...(name.length > 0 && { [kind]: name }), any: true };
    }
    offset = dataOffset + padded(header.size);
  }
}

/** What stands before an entry and belongs to it: a pax header, a GNU long name, a GNU long link target. */
interface EntryRecords {
  readonly pax?: PaxRecords;
  readonly longName?: Uint8Array<ArrayBuffer>;
  readonly longLink?: Uint8Array<ArrayBuffer>;
  readonly any?: boolean;
}

const flag = (letter: string): number => letter.charCodeAt(0);
const FLAG_SPARSE = flag('S');
const RECORD_FLAGS: ReadonlyMap<number, 'pax' | 'global' | 'longName' | 'longLink'> = new Map([
  [flag('x'), 'pax'],
  [flag('g'), 'global'],
  [flag('L'), 'longName'],
  [flag('K'), 'longLink'],
]);
/** `\0` is how v7 wrote a file, `7` a file that wants to lie in one piece: a plain file on today's systems. */
const ENTRY_FLAGS: ReadonlyMap<number, TarEntryType> = new Map([
  [0, 'file'],
  [flag('0'), 'file'],
  [flag('7'), 'file'],
  [FLAG_SPARSE, 'file'],
  [flag('1'), 'hardlink'],
  [flag('2'), 'symlink'],
  [flag('3'), 'char'],
  [flag('4'), 'block'],
  [flag('5'), 'dir'],
  [flag('6'), 'fifo'],
]);
const NO_BYTES = new Uint8Array(0);
const NO_RECORDS: PaxRecords = {};
const NO_XATTRS: TarHeader['xattrs'] = [];

const padded = (size: number): number => Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;

/** Could these fewer than 512 bytes be the start of a tar? Nothing at all is: an empty one. */
function startsTar(start: Uint8Array): boolean {
  if (isZeroBlock(start)) return true;
  if (start.length >= 262) return hasTarMagic(start);
  // The mode field, seven octal digits in every writer's hand: text and JSON do not have them there.
  return (
    start.length >= 108 && start.subarray(100, 107).every((byte) => byte === 0x20 || (byte >= 0x30 && byte <= 0x37))
  );
}

/**
 * @param done bytes of the content that were read
 * @returns false when the tar ends within the content's padding, which harms nobody
 */
function* skipContent(state: TarState, entry: TarHeader, done: number): Generator<TarRequest, boolean, TarReply> {
  if (entry.storedSize <= done) return true;
  const { have: skipped } = yield { kind: 'skip', bytes: padded(entry.storedSize) - done };
  const have = done + skipped;
  if (have < entry.storedSize) throw cutContent(state, entry, have);
  state.lastPadded = have === padded(entry.storedSize);
  return state.lastPadded;
}

function* readRecord(state: TarState, size: number, offset: number): Generator<TarRequest, Uint8Array, TarReply> {
  // Not only our limit: Go's reader, so every engine, has had the same one since 1.19.1 ("header field too long").
  if (size > TAR_META_BYTES) {
    const reason = `a header record of ${size} bytes is longer than the ${TAR_META_BYTES} that engines read`;
    throw new DumpError({ code: 'tar-header-invalid', data: { offset: offset - TAR_BLOCK, reason } });
  }
  const { bytes, have } = yield { kind: 'read', bytes: padded(size) };
  if (have < padded(size)) throw truncated(state, offset + have);
  return bytes.subarray(0, size);
}

function toEntry(
  header: TarBlock,
  records: EntryRecords,
  headerOffset: number,
  oldSparse: OldSparse | null,
): TarHeader {
  const { pax = NO_RECORDS, longName, longLink } = records;
  const hasPax = records.pax !== undefined;
  const nameBytes = pax.sparse?.name ?? longName ?? pax.path ?? header.nameBytes;
  // v7 had no folders: a file whose name ends in a slash is one.
  const isOldDir = header.typeFlag === 0 && nameBytes.at(-1) === 0x2f;
  const type = isOldDir ? 'dir' : (ENTRY_FLAGS.get(header.typeFlag) ?? 'other');
  const hasContent = type === 'file' || type === 'other';
  const storedSize = hasContent ? (pax.size ?? header.size) : 0;
  const isDevice = type === 'char' || type === 'block';
  const isLink = type === 'symlink' || type === 'hardlink';
  return {
    type,
    typeFlag: header.typeFlag,
    nameBytes,
    linkBytes: isLink ? (longLink ?? pax.linkPath ?? header.linkBytes) : NO_BYTES,
    mode: header.mode,
    uid: pax.uid ?? header.uid,
    gid: pax.gid ?? header.gid,
    size: type === 'file' ? (oldSparse?.realSize ?? pax.sparse?.size ?? storedSize) : 0,
    storedSize,
    sparse: type === 'file' && (oldSparse !== null || pax.sparse !== undefined),
    mtimeSeconds: pax.mtimeSeconds ?? header.mtimeSeconds,
    deviceMajor: isDevice ? header.deviceMajor : 0,
    deviceMinor: isDevice ? header.deviceMinor : 0,
    format: hasPax ? 'pax' : header.format,
    userName: pax.userName ?? header.userName,
    groupName: pax.groupName ?? header.groupName,
    xattrs: pax.xattrs ?? NO_XATTRS,
    headerOffset,
    dataOffset: headerOffset + TAR_BLOCK * (1 + (oldSparse?.count ?? 0)),
  };
}

/** From behind the first zero block to the end of the tar, or to the end of its mark. */
function* readEnd(state: TarState, start: number, toEnd: boolean): Generator<TarRequest, void, TarReply> {
  state.endBlocks = 1;
  let offset = start;
  let markEnded = false;
  let firstJunk = -1;
  while (toEnd || state.endBlocks < 2) {
    const { bytes: block, have } = yield { kind: 'read', bytes: TAR_BLOCK };
    // As in `readTar`: a piece of the second block.
    if (state.endBlocks < 2 && have > 0 && have < TAR_BLOCK) throw truncated(state, offset + have);
    const last = block.findLastIndex((byte) => byte !== 0);
    if (last < 0) {
      if (have === TAR_BLOCK && !markEnded) state.endBlocks += 1;
    } else if (state.endBlocks < 2) {
      // GNU tar warns of a lone zero block and stops; Go's reader, so every engine, refuses the tar.
      throw new DumpError({
        code: 'tar-header-invalid',
        data: { offset, reason: 'one zero block where two end a tar' },
      });
    } else {
      markEnded = true;
      const content = firstJunk < 0 && isTarHeader(block) ? contentSize(block, offset) : null;
      if (content === null) {
        if (firstJunk < 0) firstJunk = offset + block.findIndex((byte) => byte !== 0);
        state.trailingBytes = offset + last + 1 - firstJunk;
      } else if (content > 0) {
        const { have: skipped } = yield { kind: 'skip', bytes: content };
        offset += skipped;
      }
    }
    if (have < TAR_BLOCK) return;
    offset += TAR_BLOCK;
  }
}

/** Padded; null for a header that only seems to be one. */
function contentSize(block: Uint8Array, offset: number): number | null {
  try {
    return padded(parseTarBlock(block, offset).size);
  } catch {
    return null; // a fitting checksum over nonsense: then it is trailing data
  }
}
