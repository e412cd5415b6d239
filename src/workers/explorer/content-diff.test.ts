import { describe, expect, test } from 'vitest';
import { at, context, oneLayer } from '../testing/content-session.ts';

describe('comparing', () => {
  test('texts by lines, with what is left out; binary by ranges', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const changed = lines.with(20, 'other').concat('more');
    const { handlers } = await oneLayer(
      { name: 'a', content: `${lines.join('\n')}\n` },
      { name: 'b', content: `${changed.join('\n')}\n` },
      { name: 'c', content: `\0\x01${'x'.repeat(100)}` },
      { name: 'd', content: `\0\x02${'x'.repeat(100)}yy` },
    );
    const diff = await handlers.diffContent({ before: at(0), after: at(1) }, context());
    if (diff.kind !== 'text') throw new Error('not by lines');
    expect(
      diff.parts.map(({ kind, beforeLine, afterLine, lines: shown, leftOut }) => [
        kind,
        beforeLine,
        afterLine,
        shown.length,
        leftOut,
      ]),
    ).toEqual([
      ['same', 1, 1, 0, 17],
      ['same', 18, 18, 3, 0],
      ['gone', 21, 21, 1, 0],
      ['new', 22, 21, 1, 0],
      ['same', 22, 22, 3, 13],
      ['same', 38, 38, 3, 0],
      ['new', 41, 41, 1, 0],
    ]);
    expect(await handlers.diffContent({ before: at(2), after: at(3) }, context() as never)).toEqual({
      kind: 'bytes',
      ranges: [
        { start: 1, end: 2, before: Uint8Array.of(1), after: Uint8Array.of(2) },
        { start: 102, end: 104, before: new Uint8Array(), after: Uint8Array.of(0x79, 0x79) },
      ],
      beforeSize: 102,
      afterSize: 104,
      isCut: false,
    });
  });

  const compare = async (before: string, after: string) => {
    const { handlers } = await oneLayer({ name: 'a', content: before }, { name: 'b', content: after });
    const diff = await handlers.diffContent({ before: at(0), after: at(1) }, context());
    if (diff.kind !== 'text') return diff;
    const parts = diff.parts.map(
      ({ kind, lines, isOpenEnded }) => `${kind} ${lines.join('|')}${isOpenEnded ? '$' : ''}`,
    );
    return { ...diff, parts };
  };

  test('a line end that is missing at the end of the file is a difference', async () => {
    expect(await compare('x\nabc', 'x\nabc\n')).toMatchObject({
      differs: 'last-line-end',
      parts: ['same x', 'gone abc$', 'new abc'],
    });
    expect(await compare('abc\r\n', 'abc\n')).toMatchObject({
      differs: 'last-line-end',
      parts: ['gone abc\r', 'new abc'],
    });
    expect(await compare('abc\n', 'abd')).toMatchObject({ differs: 'lines', parts: ['gone abc', 'new abd$'] });
    expect(await compare('', '\n')).toMatchObject({ differs: 'lines', parts: ['new '] });
    expect(await compare('abc', 'abc')).toMatchObject({ differs: 'nothing', parts: ['same abc$'] });
  });

  test('equal lines of other bytes: the encoding, the byte order mark, or the bytes themselves', async () => {
    /** One character per byte. */
    const bytes = (text: string, encoding: 'utf-8' | 'utf16le' | 'latin1') =>
      Buffer.from(text, encoding).toString('latin1');
    const text = 'Grüße aus dem Süden\n';
    expect(await compare(bytes(text, 'utf-8'), bytes(`\ufeff${text}`, 'utf-8'))).toMatchObject({
      differs: 'form',
      before: { encoding: 'utf-8', hasByteOrderMark: false },
      after: { encoding: 'utf-8', hasByteOrderMark: true },
    });
    expect(await compare(bytes(text, 'latin1'), bytes(`\ufeff${text}`, 'utf16le'))).toMatchObject({
      differs: 'form',
      before: { encoding: 'latin-1', hasByteOrderMark: false },
      after: { encoding: 'utf-16le', hasByteOrderMark: true },
    });
    // Bytes that are no UTF-8 are all the same sign, whatever they are.
    const broken = (byte: string) => `${bytes(text.repeat(5), 'utf-8')}${byte}\n`;
    expect(await compare(broken('\xfe'), broken('\xff'))).toMatchObject({
      kind: 'bytes',
      ranges: [{ start: 115, end: 116 }],
    });
  });
});
