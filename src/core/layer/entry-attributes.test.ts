import { expect, test } from 'vitest';
import { layerOf } from '../testing/layer-of.ts';
import { longName, paxHeader } from '../testing/write-tar.ts';
import { entryAttributes, hasXattrs, haveSameXattrs, isSparse } from './entry-attributes.ts';

const capability = '\x01\0\0\x02\0\x04\0\0\xff';
const named = (user: string, group: string) => [
  { at: 265, text: user },
  { at: 297, text: group },
];

const entries = layerOf(
  { name: 'v7', magic: 'v7' },
  { name: 'ustar', patch: named('root', 'wheel') },
  { name: 'again', patch: named('root', 'wheel') },
  longName('gnu'),
  { name: 'x', magic: 'gnu' },
  paxHeader({ uname: 'jos\xc3\xa9', 'SCHILY.xattr.user.b': '2', 'SCHILY.xattr.security.capability': capability }),
  { name: 'pax', patch: named('jose', 'users') },
  paxHeader({ 'LIBARCHIVE.xattr.user.b%25': 'Mg', 'LIBARCHIVE.xattr.user.c': 'Mw==', 'SCHILY.xattr.user.c': 'three' }),
  { name: 'bsdtar' },
  paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 's', 'GNU.sparse.realsize': '9' }),
  { name: 'sparse', content: `${'1\n0\n1\n'.padEnd(512, '\0')}x` },
  paxHeader({ 'SCHILY.xattr.security.capability': capability, 'SCHILY.xattr.user.b': '2' }),
  { name: 'like-pax' },
);
const text = (i: number) =>
  entryAttributes(entries, i).xattrs.map(({ name, value, applied }) => [
    name,
    Buffer.from(value).toString('latin1'),
    applied,
  ]);

test('formats, names of owners, the sparse flag', () => {
  const brief = Array.from({ length: entries.count }, (_, i) => {
    const { format, userName, groupName, sparse } = entryAttributes(entries, i);
    return [format, userName, groupName, sparse].join(' ').trim();
  });
  expect(brief).toEqual([
    'v7   false',
    'ustar root wheel false',
    'ustar root wheel false',
    'gnu   false',
    'pax jos\xc3\xa9 users false',
    'pax   false',
    'pax   true',
    'pax   false',
  ]);
  expect([isSparse(entries, 5), isSparse(entries, 6)]).toEqual([false, true]);
});

test('extended attributes are bytes, sorted; of both spellings the applied one counts', () => {
  expect(text(4)).toEqual([
    ['security.capability', capability, true],
    ['user.b', '2', true],
  ]);
  expect(text(5)).toEqual([
    ['user.b%', '2', false],
    ['user.c', 'three', true],
  ]);
  expect(text(1)).toEqual([]);
  expect([0, 4, 5].map((i) => hasXattrs(entries, i))).toEqual([false, true, true]);
});

test('entries are compared by what engines apply', () => {
  expect(haveSameXattrs(entries, 4, entries, 7)).toBe(true); // the names of their owners differ
  expect(haveSameXattrs(entries, 4, entries, 5)).toBe(false);
  expect(haveSameXattrs(entries, 0, entries, 1)).toBe(true);
});

test('alike combinations are kept once, in a column of one byte', () => {
  expect(entries.attributeSets[1]).toBe(entries.attributeSets[2]);
  expect(entries.attributeSets.BYTES_PER_ELEMENT).toBe(1);
  expect(entries.attributeEnds.length).toBe(7);
});
