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
        { start: 1, end: 2 },
        { start: 102, end: 104 },
      ],
      beforeSize: 102,
      afterSize: 104,
      isCut: false,
    });
  });
});
