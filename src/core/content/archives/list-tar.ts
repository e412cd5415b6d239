import { decodeName } from '../../bytes/byte-names.ts';
import { DumpError } from '../../errors.ts';
import { LISTED_ENTRIES } from '../../limits.ts';
import type { TarEntryType, TarHeader } from '../../tar/tar-entry.ts';
import { readTar } from '../../tar/tar-reader.ts';
import { type TarReply, TarState } from '../../tar/tar-state.ts';
import { TarStream } from '../../tar/tar-stream.ts';
import type { ListedEntry } from '../content.ts';
import type { ContentReader } from '../content-reader.ts';
import { countText } from '../count-words.ts';
import type { ArchiveList } from './archive-list.ts';

const TYPES: Record<TarEntryType, string> = {
  file: 'file',
  dir: 'folder',
  symlink: 'link',
  hardlink: 'hard link',
  fifo: 'pipe',
  char: 'device',
  block: 'device',
  other: 'other',
};

export interface ListTarOptions {
  /** Bytes of the archive passed so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const NOTHING = new Uint8Array(0);
/** Thrown by ourselves to end a list that is long enough. */
const ENOUGH = new Error('enough');

/**
 * Lists a tar in which one can jump: headers are read, content is passed over. At most `LISTED_ENTRIES`.
 * @throws what `reader.read` throws
 */
export async function listTar(reader: ContentReader, { onProgress }: ListTarOptions = {}): Promise<ArchiveList> {
  const entries: ListedEntry[] = [];
  const state = new TarState();
  const parser = readTar(state, { toEnd: false });
  let at = 0;
  try {
    let next = parser.next();
    while (!next.done && entries.length <= LISTED_ENTRIES) {
      const request = next.value;
      let reply: TarReply = { bytes: NOTHING, have: 0 };
      if (request.kind === 'entry') {
        entries.push(listed(request.entry));
        onProgress?.(at);
      } else if (request.kind === 'skip') {
        reply = { bytes: NOTHING, have: Math.max(0, Math.min(request.bytes, reader.size - at)) };
      } else {
        const bytes = await reader.read(at, at + request.bytes);
        reply = { bytes, have: bytes.length };
      }
      at += reply.have;
      next = parser.next(reply);
    }
  } catch (error) {
    return ended(entries, error);
  }
  return ended(entries, null, state);
}

/** Lists a tar that comes as a stream, as one that is packed does. */
export async function listTarStream(
  chunks: AsyncIterable<Uint8Array>,
  { onProgress }: ListTarOptions = {},
): Promise<ArchiveList> {
  const entries: ListedEntry[] = [];
  const stream = new TarStream((entry) => {
    entries.push(listed(entry));
    if (entries.length > LISTED_ENTRIES) throw ENOUGH;
  });
  let at = 0;
  try {
    for await (const chunk of chunks) {
      stream.push(chunk);
      at += chunk.length;
      onProgress?.(at);
    }
    stream.finish();
  } catch (error) {
    return ended(entries, error === ENOUGH ? null : error);
  }
  return ended(entries, null, stream.state);
}

function ended(entries: ListedEntry[], error: unknown, state?: TarState): ArchiveList {
  if (error !== null && !(error instanceof DumpError)) throw error as Error;
  if (entries.length > LISTED_ENTRIES) {
    entries.length = LISTED_ENTRIES;
    return { entries, total: LISTED_ENTRIES, fault: `Only the first ${countText(LISTED_ENTRIES)} are listed.` };
  }
  const fault = error ? faultText(error.info) : state?.endBlocks === 0 ? NO_END : null;
  return { entries, total: entries.length, fault };
}

const NO_END = 'The archive has no end mark: something may be missing behind the last entry.';

function faultText({ code, data }: DumpError['info']): string {
  const at = 'offset' in data ? ` at byte ${countText(data.offset)}` : '';
  if (code === 'tar-truncated') return `The archive breaks off${at}.`;
  if (code.startsWith('tar-')) return `What stands${at} is no tar header: the list ends here.`;
  if (code.startsWith('gzip-') || code.startsWith('zstd-'))
    return `Unpacking stopped${at}: the packed data is damaged.`;
  return 'The archive cannot be listed further.';
}

const listed = (entry: TarHeader): ListedEntry => ({
  name: decodeName(entry.nameBytes),
  type: TYPES[entry.type],
  size: entry.size,
  packedSize: null,
  mtimeSeconds: entry.mtimeSeconds,
  isEncrypted: false,
});
