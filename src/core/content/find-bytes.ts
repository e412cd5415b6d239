/**
 * Where a run of bytes first occurs in a stream. Memory: one chunk and the length of the needle.
 * @param needle at least one byte
 * @param foldCase ASCII letters are equal whatever their case
 * @returns offset from the start of the stream, null when it does not occur
 */
export async function findBytes(
  chunks: AsyncIterable<Uint8Array>,
  needle: Uint8Array,
  { foldCase, onProgress }: { readonly foldCase: boolean; readonly onProgress?: (done: number) => void },
): Promise<number | null> {
  const wanted = foldCase ? needle.map(lower) : needle;
  let kept = new Uint8Array(0);
  let at = 0; // of the first kept byte
  for await (const chunk of chunks) {
    const window = new Uint8Array(kept.length + chunk.length);
    window.set(kept);
    window.set(chunk, kept.length);
    if (foldCase) for (let i = kept.length; i < window.length; i++) window[i] = lower(window[i] ?? 0);
    const found = indexOf(window, wanted);
    if (found >= 0) return at + found;
    const keep = Math.min(window.length, wanted.length - 1);
    at += window.length - keep;
    kept = window.slice(window.length - keep);
    onProgress?.(at);
  }
  return null;
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte);

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i += 1;
    if (i === wanted.length) return at;
  }
  return -1;
}
