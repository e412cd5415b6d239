import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildkit, classic, linesOf } from '../../testing/history-lines.ts';

test('whatever a history says, comments stay comments and nothing throws or takes long', { timeout: 20_000 }, () => {
  const piece = fc.constantFrom(
    'RUN ',
    '|2 ',
    'A=',
    ' ',
    '#(nop) ',
    '/bin/sh -c ',
    '["',
    '"]',
    '\n',
    'ENV ',
    'x',
    'EXPOSE map[',
    '\\',
    '&{',
    '\r',
    '<<EOF',
    '$',
  );
  const step = fc.record({
    by: fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    empty: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
      const lines = linesOf(steps, { Env: ['A=x x'] });
      expect(lines.filter(({ kind }) => kind === 'from').length).toBe(1);
      for (const { kind, text } of lines) {
        if (kind === 'comment') expect(text.split(/[\n\r]/).every((line) => line.startsWith('#'))).toBe(true);
      }
    }),
    { seed: 9, numRuns: 2000 },
  );
  const long = [
    'A= '.repeat(100_000),
    '"\\'.repeat(100_000),
    ' -c'.repeat(100_000),
    '\n'.repeat(100_000),
    '[ '.repeat(100_000),
    `${' '.repeat(100_000)}x`,
  ];
  const startedMs = performance.now();
  for (const text of long) {
    for (const start of [
      'ENV ',
      'RUN ',
      'RUN |9 ',
      'CMD [',
      'VOLUME [',
      'HEALTHCHECK &{[',
      'COPY ',
      '/bin/sh -c #(nop) ',
    ]) {
      linesOf([buildkit(start + text)]);
    }
  }
  linesOf(Array.from({ length: 20_000 }, () => classic(' CMD ["x"]')));
  linesOf([{ by: `/bin/sh -c --mount=x ${`:${'a'.repeat(64)}`.repeat(10_000)}!` }]);
  linesOf([{ by: `RUN ${'\\'.repeat(200_000)}${' '.repeat(200_000)}`, author: 'kaniko' }]);
  const nested = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`${'a '.repeat(i + 1)}b`, 'x']));
  linesOf([buildkit(`LABEL ${`${'a '.repeat(900)}b=x `.repeat(100)}`)], { Labels: nested });
  expect(performance.now() - startedMs).toBeLessThan(10_000); // about half a second on a quiet machine
});
