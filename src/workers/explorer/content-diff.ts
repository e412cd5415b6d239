import { changedRanges } from '../../core/content/changed-ranges.ts';
import type { TextDiff, TextEncoding } from '../../core/content/content.ts';
import { decodePage } from '../../core/content/decode-page.ts';
import { detectEncoding } from '../../core/content/detect-encoding.ts';
import { KIND_BYTES } from '../../core/content/sniff-kind.ts';
import { COMPARED_TEXT_BYTES } from '../../core/limits.ts';
import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import { diffParts } from './diff-parts.ts';
import type { ContentFile } from './content-file.ts';

const MOST_RANGES = 1000;

/** Two states of a file: by lines where both are short texts that do not differ too much, else by bytes. */
export async function diffFiles(
  before: ContentFile,
  after: ContentFile,
  options: ReadUnpackedOptions,
): Promise<TextDiff> {
  const texts = await Promise.all([textOf(before), textOf(after)]);
  options.signal?.throwIfAborted();
  if (texts[0] !== null && texts[1] !== null) {
    const { diffLines } = await import('../npm-diff.ts');
    options.signal?.throwIfAborted();
    const runs = diffLines(linesOf(texts[0]), linesOf(texts[1]));
    if (runs !== null) return { kind: 'text', ...diffParts(runs) };
  }
  const total = Math.max(before.size, after.size);
  const { signal } = options;
  const { ranges, isCut } = await changedRanges(
    before.stream(0, before.size, { signal }),
    after.stream(0, after.size, { signal }),
    MOST_RANGES,
    (done) => options.onProgress?.(done, total),
  );
  return { kind: 'bytes', ranges, beforeSize: before.size, afterSize: after.size, isCut };
}

/** Null for what is no text, or too long to be compared by lines. */
async function textOf(file: ContentFile): Promise<string | null> {
  if (file.size > COMPARED_TEXT_BYTES) return null;
  const bytes = await file.read(0, file.size);
  const encoding = detectEncoding(bytes.subarray(0, KIND_BYTES));
  return encoding === null ? null : decodeAll(bytes, encoding);
}

const decodeAll = (bytes: Uint8Array, encoding: TextEncoding): string =>
  encoding === 'utf-8'
    ? new TextDecoder().decode(bytes)
    : decodePage({ bytes, bytesStart: 0, start: 0, end: bytes.length }, encoding);

/** Without the line feeds; a carriage return before one stays, since it may be the difference. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
