import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PREVIEW_BYTES } from '../../core/limits.ts';
import { bytesOf, paxHeader, paxRecord, testEntry, testTar, type TestEntry } from '../../core/testing/write-tar.ts';
import { at, context, layerFile, oneLayer, sessionOf } from '../testing/content-session.ts';

/** Keys that come twice, which an object cannot hold. */
const paxHeaderOf = (...records: [string, string][]) =>
  testEntry({
    name: 'PaxHeaders/x',
    flag: 'x',
    content: records.map(([key, value]) => paxRecord(key, value)).join(''),
  });

describe('sparse files', () => {
  const stored = 'AAAABBB';
  const whole = `${'\0'.repeat(1000)}AAAA${'\0'.repeat(96)}BBB${'\0'.repeat(897)}`;
  const pieces = ['1000', '4', '1100', '3'];
  const octal = (value: string | number) => `${Number(value).toString(8).padStart(11, '0')}\0`;
  const oldMap = pieces.map(octal).join('');
  const forms: [string, (TestEntry | string)[]][] = [
    [
      'old GNU',
      [
        {
          name: 's',
          flag: 'S',
          content: stored,
          magic: 'gnu',
          patch: [
            { at: 386, text: oldMap },
            { at: 483, text: octal(2000) },
          ],
        },
      ],
    ],
    [
      'pax 0.0',
      [
        paxHeaderOf(
          ['GNU.sparse.size', '2000'],
          ['GNU.sparse.numblocks', '2'],
          ['GNU.sparse.offset', '1000'],
          ['GNU.sparse.numbytes', '4'],
          ['GNU.sparse.offset', '1100'],
          ['GNU.sparse.numbytes', '3'],
        ),
        { name: 's', content: stored },
      ],
    ],
    [
      'pax 0.1',
      [
        paxHeader({ 'GNU.sparse.size': '2000', 'GNU.sparse.numblocks': '2', 'GNU.sparse.map': pieces.join(',') }),
        { name: 's', content: stored },
      ],
    ],
    [
      'pax 1.0',
      [
        paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '2000' }),
        { name: 's', content: `2\n${pieces.join('\n')}\n`.padEnd(512, '\0') + stored },
      ],
    ],
  ];

  test.each(forms)('%s: holes are zeros, wherever one reads', async (_, entries) => {
    const { handlers } = await oneLayer(...entries, { name: 'next', content: 'x' });
    const read = async (start: number, end: number) =>
      Buffer.from((await handlers.readContent({ ...at(0), start, end }, context() as never)).bytes).toString('latin1');
    expect((await handlers.openContent(at(0), context() as never)).size).toBe(2000);
    expect(await read(0, 2000)).toBe(whole);
    for (const [start, end] of [
      [998, 1002],
      [1003, 1101],
      [1500, 2600],
      [0, 1],
    ] as const)
      expect(await read(start, end)).toBe(whole.slice(start, end));
    const { sha256 } = await handlers.hashContent(at(0), context());
    expect(sha256).toBe(createHash('sha256').update(Buffer.from(whole, 'latin1')).digest('hex'));
    const { fields } = await handlers.entryHeader(at(1), context());
    expect(fields.find(({ name }) => name === 'Name')?.value).toBe('next');
  });

  test('a map that cannot be is told, not followed', async () => {
    const map = (value: string) => [
      paxHeader({ 'GNU.sparse.size': '10', 'GNU.sparse.numblocks': '2', 'GNU.sparse.map': value }),
      { name: 's', content: 'abcdef' },
    ];
    for (const value of ['0,4,2,2', '0,99', '5', 'x,1', '9007199254740993,1']) {
      const layer = await layerFile(new Blob([testTar(...map(value))]), 'tar-header-invalid');
      const { handlers } = await sessionOf({ layer });
      expect((await handlers.openContent(at(0), context() as never)).absent, value).toContain('map');
    }
  });
});

describe('large files', () => {
  test('a page anywhere is read alone; the next page comes from the same block', async () => {
    const size = 3 * 2 ** 20;
    const content = Array.from({ length: size / 16 }, (_, i) =>
      `line ${String(i).padStart(10, '0')}\n`.slice(-16),
    ).join('');
    const { handlers, reads } = await oneLayer({ name: 'big.txt', content });
    reads.length = 0;
    const page = async (start: number) =>
      Buffer.from(
        (await handlers.readContent({ ...at(0), start, end: start + 4096 }, context() as never)).bytes,
      ).toString();
    expect(await page(2 * 2 ** 20)).toBe(content.slice(2 * 2 ** 20, 2 * 2 ** 20 + 4096));
    expect(await page(2 * 2 ** 20 + 4096)).toBe(content.slice(2 * 2 ** 20 + 4096, 2 * 2 ** 20 + 8192));
    expect(reads.length).toBe(1);
    expect((reads[0]?.[1] ?? 0) - (reads[0]?.[0] ?? 0)).toBeLessThanOrEqual(PREVIEW_BYTES);
    const needle = bytesOf('LINE 0000100000'.slice(-12));
    const found = await handlers.findContent({ ...at(0), needle, start: 0 }, context());
    expect(found.offset).toBe(content.indexOf('0000100000') - 2);
    const lines = await handlers.countLines({ ...at(0), start: 0, end: 2 ** 20, encoding: 'utf-8' }, context());
    expect(lines).toEqual({ lines: 2 ** 16 });
  });
});
