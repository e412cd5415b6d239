import type { ArchiveList } from '../../core/content/archives/archive-list.ts';
import { listTar, listTarStream } from '../../core/content/archives/list-tar.ts';
import { listZip } from '../../core/content/archives/list-zip.ts';
import { KIND_BYTES, sniffKind } from '../../core/content/sniff-kind.ts';
import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import type { Codecs } from '../codecs.ts';
import type { ContentFile } from './content-file.ts';
import { unpackStream } from './unpack-stream.ts';

/** Lists an archive by its kind; an empty list for what is none. */
export async function listArchive(
  file: ContentFile,
  codecs: Codecs,
  options: ReadUnpackedOptions & { readonly signal: AbortSignal },
): Promise<ArchiveList> {
  const kind = sniffKind(await file.read(0, KIND_BYTES));
  const onProgress = (done: number): void => options.onProgress?.(done, file.size);
  if (kind === 'zip') return listZip(file);
  if (kind === 'tar') return listTar(file, { onProgress });
  if (kind !== 'gzip' && kind !== 'zstd') return { entries: [], total: 0, fault: null };
  const { signal } = options;
  const packed = file.stream(0, file.size, { signal });
  return listTarStream(unpackStream(packed, kind, codecs.createInflater, { signal, onProgress }));
}
