import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBinary } from '../bytes/byte-names.ts';
import { bytesOf, longName, paxHeader, paxRecord, testEntry } from '../testing/write-tar.ts';
import { entryPax, globalInForce, globalPax, type PaxRecord } from './pax-record.ts';

const NONE: ReadonlySet<string> = new Set();
const header = (...parts: string[]) => {
  const before = parts.join('');
  return { bytes: bytesOf(before + testEntry({ name: 'x' })), headerAt: before.length };
};
const own = (parts: string[], xattrs = NONE): PaxRecord[] => {
  const { bytes, headerAt } = header(...parts);
  return entryPax(bytes, headerAt, xattrs);
};
const shown = (records: readonly PaxRecord[]) =>
  records.map(({ key, value, passedOver }) => [key, toBinary(value), passedOver]);
/** A header whose records come as they are: also such as come twice. */
const rawHeader = (...records: string[]): string =>
  testEntry({ name: 'PaxHeaders/x', flag: 'x', content: records.join('') });

describe('entryPax', () => {
  test('own records in their order, whatever else stands before the entry', () => {
    const parts = [
      paxHeader({ comment: 'all' }, 'g'),
      longName('n'.repeat(200)),
      paxHeader({ mtime: '1.5', 'VENDOR.x': 'é' }),
    ];
    expect(shown(own(parts))).toEqual([
      ['mtime', '1.5', null],
      ['VENDOR.x', 'é', null],
    ]);
    expect(own([])).toEqual([]);
  });

  test('of a key that comes twice the last counts, of two headers the second', () => {
    expect(shown(own([rawHeader(paxRecord('uid', '1'), paxRecord('uid', '2'))]))).toEqual([
      ['uid', '1', 'again'],
      ['uid', '2', null],
    ]);
    expect(shown(own([paxHeader({ uid: '1' }), paxHeader({ gid: '2' })]))).toEqual([
      ['uid', '1', 'header'],
      ['gid', '2', null],
    ]);
  });

  test('the pieces of a sparse map come again and again, and count', () => {
    const piece = (at: string) => paxRecord('GNU.sparse.offset', at) + paxRecord('GNU.sparse.numbytes', '512');
    const records = own([rawHeader(piece('0'), piece('1024'))]);
    expect(records.map(({ passedOver }) => passedOver)).toEqual([null, null, null, null]);
  });

  test('extended attributes that are told elsewhere are left out, in both notations; what does not count is not', () => {
    const told = new Set(['user.a', 'user.ü b']);
    const records = rawHeader(
      paxRecord('SCHILY.xattr.user.a', 'old'),
      paxRecord('SCHILY.xattr.user.a', '1'),
      paxRecord('LIBARCHIVE.xattr.user.%FC%20b', 'MQ'),
      paxRecord('SCHILY.xattr.user.empty', ''),
    );
    expect(shown(own([records], told))).toEqual([
      ['SCHILY.xattr.user.a', 'old', 'again'],
      ['SCHILY.xattr.user.empty', '', null],
    ]);
  });

  test('whatever the bytes, it comes to an end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(2047), byte: fc.nat(255) }), { maxLength: 30 }),
        fc.nat(2048),
        (changes, headerAt) => {
          const { bytes } = header(paxHeader({ path: 'a', uid: '1' }));
          for (const { at, byte } of changes) bytes[at] = byte;
          for (const { value } of entryPax(bytes, headerAt, NONE)) expect(value.length).toBeLessThan(bytes.length);
        },
      ),
      { seed: 20240607, numRuns: 500 },
    );
  });
});

describe('globalInForce', () => {
  const globals = (...parts: string[]) => {
    const { bytes, headerAt } = header(...parts);
    return globalPax(bytes, headerAt);
  };
  const records = globals(
    paxHeader({ comment: 'first', uid: '5', gid: '6' }, 'g'),
    paxHeader({ comment: 'second', gid: '' }, 'g'),
  );

  test('of each key the last, without what was taken back', () => {
    expect(shown(globalInForce(records, []))).toEqual([
      ['comment', 'second', null],
      ['uid', '5', null],
    ]);
  });

  test('the entry’s own record goes before it, unless that does not count', () => {
    expect(shown(globalInForce(records, own([paxHeader({ uid: '1' })])))).toEqual([['comment', 'second', null]]);
    const passedOver = own([paxHeader({ uid: '1' }), paxHeader({ mtime: '1' })]);
    expect(globalInForce(records, passedOver).map(({ key }) => key)).toEqual(['comment', 'uid']);
  });
});
