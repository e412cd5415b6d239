import { changedRanges } from '../../core/content/changed-ranges.ts';
import type { TextDiff, TextEncoding, TextForm } from '../../core/content/content.ts';
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
  const byLines = texts[0] && texts[1] && (await diffTexts(texts[0], texts[1], options));
  if (byLines) return byLines;
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

interface WholeText {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly form: TextForm;
}

/** Null where lines do not tell the difference: there are too many, or bytes that are no characters look alike. */
async function diffTexts(
  before: WholeText,
  after: WholeText,
  { signal }: ReadUnpackedOptions,
): Promise<TextDiff | null> {
  const differs = differenceOf(before, after);
  if (differs === 'bytes') return null;
  const { diffLines } = await import('../npm-diff.ts');
  signal?.throwIfAborted();
  const runs = diffLines(linesOf(before.text), linesOf(after.text));
  return runs && { kind: 'text', differs, before: before.form, after: after.form, ...diffParts(runs) };
}

function differenceOf(before: WholeText, after: WholeText): Extract<TextDiff, { kind: 'text' }>['differs'] | 'bytes' {
  const [a, b] = [before.text, after.text];
  if (a !== b) return a !== '' && b !== '' && withoutLastEnd(a) === withoutLastEnd(b) ? 'last-line-end' : 'lines';
  const { encoding, hasByteOrderMark } = after.form;
  if (before.form.encoding !== encoding || before.form.hasByteOrderMark !== hasByteOrderMark) return 'form';
  return areEqual(before.bytes, after.bytes) ? 'nothing' : 'bytes';
}

const withoutLastEnd = (text: string): string => text.replace(/\r?\n$/, '');

const areEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Null for what is no text, or too long to be compared by lines. */
async function textOf(file: ContentFile): Promise<WholeText | null> {
  if (file.size > COMPARED_TEXT_BYTES) return null;
  const bytes = await file.read(0, file.size);
  const encoding = detectEncoding(bytes.subarray(0, KIND_BYTES));
  if (encoding === null) return null;
  return { bytes, text: decodeAll(bytes, encoding), form: { encoding, hasByteOrderMark: startsWithMark(bytes) } };
}

/** Of UTF-8 or UTF-16: `detectEncoding` takes the text for that. */
const startsWithMark = ([a, b, c]: Uint8Array): boolean =>
  (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);

const decodeAll = (bytes: Uint8Array, encoding: TextEncoding): string =>
  encoding === 'utf-8'
    ? new TextDecoder().decode(bytes)
    : decodePage({ bytes, bytesStart: 0, start: 0, end: bytes.length }, encoding);

/** With the line feeds, and a carriage return before one, since either may be the difference. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const ended = lines.map((line) => `${line}\n`);
  return rest === '' ? ended : [...ended, rest];
}
