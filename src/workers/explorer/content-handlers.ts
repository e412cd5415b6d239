import type { ArchiveList } from '../../core/content/archives/archive-list.ts';
import { throttle } from '../../core/bytes/throttle.ts';
import { describeContent } from '../../core/content/describe-content.ts';
import { findBytes } from '../../core/content/find-bytes.ts';
import { headerFields } from '../../core/content/header-fields.ts';
import { LineCounter } from '../../core/content/line-counter.ts';
import { KIND_BYTES } from '../../core/content/sniff-kind.ts';
import { PREVIEW_BYTES, SHOWN_IMAGE_BYTES } from '../../core/limits.ts';
import type { Handlers, ServeContext } from '../rpc/serve.ts';
import type { ContentApi } from './content-api.ts';
import { colourPage } from './content-colours.ts';
import { diffFiles } from './content-diff.ts';
import type { ContentFile } from './content-file.ts';
import { listArchive } from './content-listing.ts';
import { ContentStore } from './content-store.ts';
import { readEntryHeader } from './entry-header.ts';
import { EntryPax } from './entry-pax.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { unpackHead } from './unpack-stream.ts';

type Told = ServeContext<{ readonly done: number; readonly total: number }>;

const NOTHING = { bytes: new Uint8Array(0), size: 0 };
const HEADER_BYTES = PREVIEW_BYTES;

/** Looking inside files. Of the open dump, the files looked into last are kept. */
export function contentHandlers(session: () => ExplorerSession): Handlers<ContentApi> {
  let store: ContentStore | null = null;
  /** The list of the archive looked at last, so that its pages need not be listed again. */
  let listing: { readonly file: ContentFile; readonly list: ArchiveList } | null = null;
  const pax = new EntryPax(session);
  const files = (): ContentStore => {
    const current = session();
    if (store?.session !== current) {
      store = new ContentStore(current);
      listing = null;
    }
    return store;
  };
  return {
    async openContent(ref) {
      const opened = await files().open(ref);
      if (opened.file === null) return { ...NO_CONTENT, absent: opened.absent };
      const { createInflater } = session().codecs;
      return describeContent(opened.file, opened.path, (kind, packed) =>
        unpackHead(kind, packed, createInflater, KIND_BYTES),
      );
    },
    async readContent({ start, end, ...ref }, context) {
      const file = await files().file(ref);
      if (!file) return NOTHING;
      // A picture is handed over whole; nothing else needs more than a page.
      const most = start === 0 && end <= SHOWN_IMAGE_BYTES ? SHOWN_IMAGE_BYTES : PREVIEW_BYTES;
      const bytes = await file.read(start, Math.min(end, start + most), optionsOf(context));
      context.transfer([bytes.buffer]);
      return { bytes, size: file.size };
    },
    async listContent({ first, count, ...ref }, context) {
      const file = await files().file(ref);
      if (!file) return { entries: [], total: 0, fault: null };
      if (listing?.file !== file)
        listing = { file, list: await listArchive(file, session().codecs, optionsOf(context)) };
      const { entries, total, fault } = listing.list;
      return { entries: entries.slice(first, first + Math.min(count, 1000)), total, fault };
    },
    async entryHeader({ layerPath, index }) {
      const reading = session().readingOf(layerPath);
      if (!reading || index >= reading.entries.count) return { bytes: NOTHING.bytes, offset: 0, fields: [] };
      const { bytes, offset, headerAt } = await readEntryHeader(session(), layerPath, reading.entries, index);
      const fields = headerFields(bytes, headerAt).filter(({ end }) => end <= HEADER_BYTES);
      return { bytes: bytes.slice(0, HEADER_BYTES), offset, fields };
    },
    paxRecords: (params, { signal }) => pax.page(params, signal),
    async hashContent(ref, context) {
      const file = await files().file(ref);
      const hasher = session().codecs.createHasher('sha256');
      await eachChunk(file, context, (chunk) => hasher.update(chunk));
      return { sha256: hasher.digestHex() };
    },
    async diffContent({ before, after }, context) {
      const [first, second] = [await files().file(before), await files().file(after)];
      if (!first || !second) return { kind: 'bytes', ranges: [], beforeSize: 0, afterSize: 0, isCut: false };
      return diffFiles(first, second, optionsOf(context));
    },
    colourText: ({ text, language }) => colourPage(text, language),
    async findContent({ needle, start, ...ref }, context) {
      const file = await files().file(ref);
      if (!file || needle.length === 0 || needle.length > 1024) return { offset: null };
      const { signal, onProgress } = optionsOf(context);
      const found = await findBytes(file.stream(start, file.size, { signal }), needle, {
        foldCase: true,
        onProgress: (done) => onProgress(start + done, file.size),
      });
      return { offset: found === null ? null : start + found };
    },
    async countLines({ start, end, encoding, ...ref }, context) {
      const file = await files().file(ref);
      const counter = new LineCounter(encoding);
      await eachChunk(file, context, (chunk) => counter.push(chunk), { start, end });
      return { lines: counter.lines };
    },
  };
}

const PROGRESS_MS = 100; // ten updates a second look smooth

const optionsOf = ({ signal, onProgress }: Told) => ({
  signal,
  onProgress: throttle(
    PROGRESS_MS,
    () => performance.now(),
    (done: number, total: number) => onProgress({ done, total }),
  ),
});

async function eachChunk(
  file: ContentFile | null,
  context: Told,
  take: (chunk: Uint8Array) => void,
  { start, end } = { start: 0, end: file?.size ?? 0 },
): Promise<void> {
  const { signal, onProgress } = optionsOf(context);
  let done = 0;
  for await (const chunk of file?.stream(start, end, { signal }) ?? []) {
    take(chunk);
    done += chunk.length;
    onProgress(done, end - start);
  }
}

const NO_CONTENT = {
  size: 0,
  kind: 'empty',
  title: 'No content',
  facts: [],
  encoding: null,
  imageType: null,
  isArchive: false,
  language: null,
  isSecret: false,
} as const;
