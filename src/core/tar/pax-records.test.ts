import { expect, test } from 'vitest';
import { parsePaxRecords } from './pax-records.ts';
import { bytesOf, paxRecord } from '../testing/write-tar.ts';

const parse = (text: string) => parsePaxRecords(bytesOf(text), 512);

test('the keys we use, the last of a key counting, an empty value undoing it', () => {
  const text = [
    paxRecord('path', 'a=b\nc'),
    paxRecord('size', '1'),
    paxRecord('size', '8589934592'),
    paxRecord('uid', '-2'),
    paxRecord('mtime', '-1.5'),
    paxRecord('linkpath', 'x'),
    paxRecord('linkpath', ''),
    paxRecord('__proto__', 'x'),
    paxRecord('SCHILY.xattr.user.x', '\0\xff'),
  ].join('');
  expect(parse(text)).toEqual({ path: bytesOf('a=b\nc'), size: 8589934592, uid: -2, mtimeSeconds: -1.5 });
});

test('no records at all', () => expect(parse('')).toEqual({}));

test('the three versions of sparse files', () => {
  const v00 =
    paxRecord('GNU.sparse.size', '9') +
    paxRecord('GNU.sparse.numblocks', '1') +
    paxRecord('GNU.sparse.offset', '0') +
    paxRecord('GNU.sparse.numbytes', '2');
  const v01 =
    paxRecord('GNU.sparse.size', '9') +
    paxRecord('GNU.sparse.numblocks', '1') +
    paxRecord('GNU.sparse.map', '0,1') +
    paxRecord('GNU.sparse.name', 'n');
  const v10 = ['GNU.sparse.major=1', 'GNU.sparse.minor=0', 'GNU.sparse.name=n', 'GNU.sparse.realsize=7'];
  expect(parse(v00)).toEqual({ sparse: { size: 9, map: [0, 2] } });
  expect(parse(v01)).toEqual({ sparse: { size: 9, name: bytesOf('n'), map: [0, 1] } });
  expect(parse(v10.map((record) => paxRecord(...(record.split('=') as [string, string]))).join(''))).toEqual({
    sparse: { size: 7, name: bytesOf('n'), map: null },
  });
  expect(parse(paxRecord('GNU.sparse.major', '2') + paxRecord('GNU.sparse.realsize', '7'))).toEqual({});
  // Without a map there is nothing sparse, as Go's reader has it.
  expect(parse(paxRecord('GNU.sparse.size', '9') + paxRecord('GNU.sparse.numblocks', '0'))).toEqual({});
  expect(parse(paxRecord('GNU.sparse.map', '0,1'))).toEqual({ sparse: { map: [NaN, NaN] } });
});

test.each([
  ['length too long', '99 path=a\n'],
  ['length too short', '5 path=a\n'],
  ['length no number', 'x path=a\n'],
  ['length in hex', '0xb path=a\n'],
  ['no blank', '10path=a\n'],
  ['no newline', '10 path=ab'],
  ['no equals sign', '8 patha\n'],
  ['no key', '5 =a\n'],
  ['zero bytes behind', `${paxRecord('path', 'a')}\0\0`],
  ['NUL in a name', paxRecord('path', 'a\0b')],
])('%s: header invalid', (_, text) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ info: expect.objectContaining({ code: 'tar-header-invalid' }) as unknown }),
  );
});

test.each([
  ['size', '-1'],
  ['size', '1e3'],
  ['uid', '9007199254740993'],
  ['mtime', 'now'],
  ['mtime', '1.5x'],
  ['gid', ''],
])('%s=%j: a number is refused unless it is absent', (key, value) => {
  const run = () => parse(paxRecord(key, value));
  if (value === '') expect(run()).toEqual({});
  else
    expect(run).toThrow(
      expect.objectContaining({ info: expect.objectContaining({ code: 'tar-number-invalid' }) as unknown }),
    );
});
