import type { TextDiff, TextEncoding } from '../../core/content/content.ts';

export const encodingNames: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'latin-1': 'Latin-1',
  'windows-1252': 'Windows-1252',
};

/** What differs between two texts that their lines do not show; where nothing does, that. */
export function formSentences(
  { differs, before, after }: Extract<TextDiff, { kind: 'text' }>,
  beforeLabel: string,
  afterLabel: string,
): string[] {
  if (differs === 'nothing') return ['The text is the same in both.'];
  const sentences: string[] = [];
  if (differs === 'form') sentences.push('Every line is the same in both, but not every byte.');
  const isSameForm = before.encoding === after.encoding && before.hasByteOrderMark === after.hasByteOrderMark;
  if (differs === 'last-line-end')
    sentences.push(`${isSameForm ? 'Only' : 'Of the lines, only'} the line end at the end of the file differs.`);
  if (before.encoding !== after.encoding)
    sentences.push(
      `${beforeLabel} is written in ${encodingNames[before.encoding]}, ${afterLabel} in ${encodingNames[after.encoding]}.`,
    );
  if (before.hasByteOrderMark !== after.hasByteOrderMark)
    sentences.push(`Only ${before.hasByteOrderMark ? beforeLabel : afterLabel} begins with a byte order mark.`);
  return sentences;
}
