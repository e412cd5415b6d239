import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, paxHeader, testEntry } from '../testing/write-tar.ts';
import { readSparseMap } from './sparse-map.ts';
import { stretchesOf } from './sparse-stream.ts';

describe('sparse files', () => {
  test('a map before the content may be longer than one reading', async () => {
    const count = 20_000;
    const map = `${count}\n${Array.from({ length: count }, (_, i) => `${i * 10}\n1\n`).join('')}`;
    const stored = bytesOf(map.padEnd(Math.ceil(map.length / 512) * 512, '\0') + 'x'.repeat(count));
    const before = paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' });
    const header = bytesOf(before + testEntry({ name: 's' }));
    const read = (start: number, end: number) => Promise.resolve(stored.slice(start, end));
    const pieces = await readSparseMap(header, before.length, count * 10, read);
    expect(pieces.length).toBe(count);
    expect(pieces.at(-1)).toEqual({ start: (count - 1) * 10, length: 1, storedAt: stored.length - 1 });
    expect([...stretchesOf(pieces, 199_985, 200_000)]).toEqual([
      { storedAt: null, length: 5 },
      { storedAt: stored.length - 1, length: 1 },
      { storedAt: null, length: 9 },
    ]);
  });

  test('stretches make up the file, wherever one begins', () => {
    const gaps = fc.array(fc.record({ gap: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(gaps, fc.nat(400), fc.nat(400), (parts, a, b) => {
        const whole: (number | null)[] = [];
        let storedAt = 0;
        const pieces = parts.map(({ gap, length }) => {
          whole.push(...new Array<null>(gap).fill(null));
          const piece = { start: whole.length, length, storedAt };
          for (let i = 0; i < length; i++) whole.push(storedAt++);
          return piece;
        });
        const [start, end] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)];
        const seen = [...stretchesOf(pieces, start, end)].flatMap(({ storedAt: from, length }) =>
          Array.from({ length }, (_, i) => (from === null ? null : from + i)),
        );
        expect(seen).toEqual(whole.slice(start, end));
      }),
      { seed: 20240607 },
    );
  });
});
