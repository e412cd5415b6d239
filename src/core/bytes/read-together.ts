import type { ByteSource } from './byte-source.ts';

const PACK_FILES = 256;
const PACK_BYTES = 2 ** 20;

/**
 * Sorts small files into packs that are read in one go: asking the platform for a file takes it far longer than the bytes of a
 * small one. `rest`: what is larger than `limit`, and what cannot be joined with others.
 * @param limit bytes up to which a file is small
 */
export function packSmall<File extends { readonly size: number; readonly source: ByteSource | null }>(
  files: readonly File[],
  limit: number,
): { readonly packs: readonly (readonly (File & { readonly source: Blob })[])[]; readonly rest: readonly File[] } {
  const packs: (File & { readonly source: Blob })[][] = [];
  const rest: File[] = [];
  let bytes = Infinity;
  for (const file of files) {
    if (!isJoinable(file) || file.size > limit) {
      rest.push(file);
      continue;
    }
    const last = packs.at(-1);
    if (last && last.length < PACK_FILES && bytes + file.size <= PACK_BYTES) last.push(file);
    else packs.push([file]);
    bytes = packs.at(-1)?.length === 1 ? file.size : bytes + file.size;
  }
  return { packs, rest };
}

/** Nothing but a Blob can be a part of another. */
const isJoinable = <File extends { readonly source: ByteSource | null }>(
  file: File,
): file is File & { readonly source: Blob } => file.source instanceof Blob;

/**
 * All bytes of each, read as if they were one, and parts of one memory: who keeps a part keeps all, and copies it instead. Null when that did not succeed: then one of them
 * cannot be read, and reading them one by one tells which.
 */
export async function readTogether(sources: readonly Blob[]): Promise<Uint8Array<ArrayBuffer>[] | null> {
  if (sources.length < 2) return null;
  let all: ArrayBuffer;
  try {
    all = await new Blob([...sources]).arrayBuffer();
  } catch {
    return null;
  }
  let end = 0;
  const starts = sources.map(({ size }) => (end += size) - size);
  if (end !== all.byteLength) return null;
  return sources.map(({ size }, i) => new Uint8Array(all, starts[i], size));
}
