import { describe, expect, test } from 'vitest';
import { paxHeader, testTar, type TestEntry } from '../../core/testing/write-tar.ts';
import { at, context, layerFile, oneLayer, sessionOf } from '../testing/content-session.ts';

const all = { first: 0, count: 100, valueBytes: 512 };
async function pageOf(index: number, more: Partial<typeof all>, ...entries: (TestEntry | string)[]) {
  const { handlers } = await oneLayer(...entries);
  return handlers.paxRecords({ ...at(index), ...all, ...more }, context());
}
type Page = Awaited<ReturnType<typeof pageOf>>;
const shown = ({ records }: Page) => records.map(({ key, value, from }) => [key, value, from]);

describe('paxRecords', () => {
  test('an entry’s own records, then those of the global headers before it, and none of those behind it', async () => {
    const entries = [
      paxHeader({ comment: 'one' }, 'g'),
      { name: 'a', content: 'x'.repeat(700) },
      paxHeader({ mtime: '1.5', 'SCHILY.xattr.user.x': 'v' }),
      { name: 'b' },
      paxHeader({ comment: 'two', 'VENDOR.x': 'y' }, 'g'),
      { name: 'c' },
    ];
    const { handlers } = await oneLayer(...entries);
    const ask = async (index: number) => handlers.paxRecords({ ...at(index), ...all }, context());
    const expected = [
      [['comment', 'one', 'global']],
      [
        ['mtime', '1.5', 'entry'],
        ['comment', 'one', 'global'],
      ],
      [
        ['comment', 'two', 'global'],
        ['VENDOR.x', 'y', 'global'],
      ],
    ];
    // Backwards too: what was found for a later entry is not taken for an earlier one.
    for (const index of [2, 0, 1, 2]) expect(shown(await ask(index))).toEqual(expected[index]);
  });

  test('behind a sparse file, whose stored length only its header says', async () => {
    const sparse = {
      name: 's',
      flag: 'S',
      magic: 'gnu',
      content: 'x'.repeat(512),
      patch: [
        { at: 386, text: '00000002000\0' + '00000001000\0' },
        { at: 483, text: '00000010000\0' },
      ],
    } as const;
    const page = await pageOf(1, {}, sparse, paxHeader({ comment: 'all' }, 'g'), paxHeader({ uid: '7' }), {
      name: 'b',
    });
    expect(shown(page)).toEqual([
      ['uid', '7', 'entry'],
      ['comment', 'all', 'global'],
    ]);
  });

  test('without records nothing is read, and nothing is shown', async () => {
    const { handlers, reads } = await oneLayer({ name: 'a' }, { name: 'b', content: 'x' }, { name: 'c' });
    for (const index of [0, 1, 2, 3, -1])
      expect(await handlers.paxRecords({ ...at(index), ...all }, context())).toEqual({
        records: [],
        total: 0,
        isPartial: false,
      });
    expect(await handlers.paxRecords({ layerPath: 'gone', index: 0, ...all }, context())).toMatchObject({ total: 0 });
    expect(reads).toEqual([]);
  });

  test('by pages; a long value is cut, and comes whole when it is asked for alone', async () => {
    const records = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`V.${i}`, `${i}`.repeat(2000)]));
    const page = await pageOf(0, { first: 7, count: 5, valueBytes: 10 }, paxHeader(records), { name: 'a' });
    expect([page.total, ...shown(page)]).toEqual([9, ['V.7', '7777777777', 'entry'], ['V.8', '8888888888', 'entry']]);
    expect(page.records[0]).toMatchObject({ isCut: true, valueBytes: 2000 });
    const whole = await pageOf(0, { first: 7, count: 1, valueBytes: 2 ** 20 }, paxHeader(records), { name: 'a' });
    expect(whole.records[0]).toMatchObject({ isCut: false, value: '7'.repeat(2000) });
  });

  test('one answer is bounded, however much is asked for', async () => {
    const records = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`V.${i}`, 'x'.repeat(2000)]));
    const { records: got, total } = await pageOf(
      0,
      { count: Infinity, valueBytes: Infinity },
      ...[paxHeader({ 'V.a': 'x'.repeat(900_000) }, 'g'), paxHeader(records), { name: 'a' }],
    );
    expect([got.length, total]).toEqual([200, 401]);
    expect(got.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThanOrEqual(2 ** 20);
  });

  test('more before an entry than is looked through is said', async () => {
    const huge = paxHeader({ comment: 'x'.repeat(900_000) }, 'g').repeat(6);
    const entries = [{ name: 'a' }, huge, paxHeader({ uid: '7' }), { name: 'b' }];
    const { handlers } = await oneLayer(...entries);
    const ask = async (index: number) => handlers.paxRecords({ ...at(index), ...all }, context());
    expect(await ask(1)).toEqual({ records: [], total: 0, isPartial: true });
    expect(await ask(0)).toEqual({ records: [], total: 0, isPartial: false });
  });

  test('global headers are looked for once, also when two ask at the same time', async () => {
    const { handlers, reads } = await oneLayer(paxHeader({ comment: 'all' }, 'g'), { name: 'a' }, { name: 'b' });
    const ask = async (index: number) => shown(await handlers.paxRecords({ ...at(index), ...all }, context()));
    const expected = [['comment', 'all', 'global']];
    expect(await Promise.all([ask(0), ask(1), ask(1)])).toEqual([expected, expected, expected]);
    const { length } = reads;
    expect(await ask(1)).toEqual(expected);
    expect(reads).toHaveLength(length);
  });

  test('an abort ends it, and a layer that cannot be read fails', async () => {
    const layer = await layerFile(new Blob([testTar(paxHeader({ uid: '7' }), { name: 'a' })]));
    const stopped = { ...context(), signal: AbortSignal.abort(new Error('enough')) };
    const { handlers } = await sessionOf({ layer });
    await expect(handlers.paxRecords({ ...at(0), ...all }, stopped)).rejects.toThrow('enough');
    const source = new Blob();
    source.slice = () => {
      throw new Error('gone');
    };
    const gone = await sessionOf({ layer: { ...layer, source } });
    await expect(gone.handlers.paxRecords({ ...at(0), ...all }, context())).rejects.toThrow('gone');
  });
});
