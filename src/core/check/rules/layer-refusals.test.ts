import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { layoutOf, sha256, tarOf, type Files } from '../../testing/image-parts.ts';
import { longName, paxHeader, type TestEntry } from '../../testing/write-tar.ts';

type Parts = readonly (TestEntry | string)[];
const below = tarOf({ name: 'd/', flag: '5' }, { name: 'd/a' }, { name: 'b' });
/** A second layer of these entries. */
const above = (...parts: Parts): Files => layoutOf({ layers: [below, tarOf(...parts)] });
const link = (name: string, target: string): TestEntry => ({ name, flag: '1', target });
const symlink = (name: string, target: string): TestEntry => ({ name, flag: '2', target });
const octal = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;
const oldSparse: TestEntry = {
  ...{ name: 's', flag: 'S', magic: 'gnu', content: 'abc' },
  patch: [
    { at: 386, text: octal(0) + octal(3) },
    { at: 483, text: octal(9) },
  ],
};
const paxSparse: Parts = [
  paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.numblocks': '1', 'GNU.sparse.map': '0,3' }),
  { name: 's', content: 'abc' },
];
const xattr = (name: string, value: string): Parts => [paxHeader({ [`SCHILY.xattr.${name}`]: value }), { name: 's' }];
const capability = (bytes: number): string => '\x01\0\0\x02'.padEnd(bytes, '\0');
const global = paxHeader({ comment: 'c' }, 'g');

// What engines do with each: docs/findings.
const cases: readonly (readonly [code: string, positive: Parts, negative: Parts])[] = [
  ['layer-global-header', [global, { name: 's' }], [paxHeader({ comment: 'c' }), { name: 's' }]],
  ['entry-sparse-gnu', [oldSparse], paxSparse],
  ['entry-xattr-invalid', xattr('user.a', 'x'.repeat(2 ** 16 + 1)), xattr('user.a', 'x'.repeat(2 ** 16))],
  ['entry-xattr-invalid', xattr('', 'x'), xattr('a', 'x')],
  ['entry-xattr-invalid', xattr(`user.${'x'.repeat(251)}`, 'x'), xattr(`user.${'x'.repeat(250)}`, 'x')],
  ['entry-xattr-invalid', xattr('security.capability', 'zz'), xattr('security.capability', capability(20))],
  ['symlink-target-invalid', [symlink('s', '')], [symlink('s', 'nowhere')]],
  ['symlink-target-invalid', [symlink('s', '')], [symlink('.wh.b', '')]],
  [
    'symlink-target-invalid',
    [longName('x'.repeat(4096), 'K'), symlink('s', '')],
    [longName('x'.repeat(4095), 'K'), symlink('s', '')],
  ],
  ['whiteout-folder-unnamed', [{ name: '.wh.b' }, { name: 'b/c' }], [{ name: '.wh.b' }, { name: 'b' }]],
  [
    'whiteout-folder-unnamed',
    [{ name: '.wh.d' }, { name: 'd/e/f' }],
    [{ name: '.wh.d' }, { name: 'd/', flag: '5' }, { name: 'd/e/f' }],
  ],
  ['whiteout-after-entry', [{ name: 'd/e/f' }, { name: '.wh.d' }], [{ name: 'd/e/f' }, { name: 'd/.wh.a' }]],
  ['hardlink-target-missing', [link('b', 'b')], [link('c', 'b')]],
  ['hardlink-target-missing', [{ name: 'c' }, link('c', './c')], [{ name: 'c' }, link('e', './c')]],
  ['hardlink-across-layers', [link('c', 'b')], [link('.wh.b', 'd/a')]],
  ['entry-overlay-whiteout', [{ name: 'b', flag: '3' }], [{ name: '.wh.b', flag: '3' }]],
  ['entry-overlay-whiteout', xattr('trusted.overlay.opaque', 'y'), xattr('trusted.overlay.origin', 'x')],
  ['entry-overlay-whiteout', xattr('user.overlay.whiteout', 'y'), xattr('user.overlayer.whiteout', 'y')],
];

describe.each(cases)('%s (%#)', (code, positive, negative) => {
  test('is found', async () => expect(codesOf(await findingsOf(above(...positive)))).toContain(code));
  test('not found in nearly the same', async () =>
    expect(codesOf(await findingsOf(above(...negative)))).not.toContain(code));
});

/** A zstd frame that wants a window of `2 ** log` bytes, with one raw block. */
function frame(log: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = (content.length << 3) | 1;
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0, (log - 10) << 3, size & 0xff, (size >> 8) & 0xff, size >> 16];
  return Uint8Array.from([...head, ...content]);
}

test.each([
  [27, []],
  [29, ['warning']],
  [30, ['error']],
])('a zstd window of 2^%i bytes', async (log, severities) => {
  const files = layoutOf({
    layers: [frame(log, below)],
    layerType: 'application/vnd.oci.image.layer.v1.tar+zstd',
    config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: [sha256(below)] }),
  });
  const found = (await findingsOf(files)).filter(({ code }) => code === 'layer-limit-reached');
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});

test('null in place of the diff IDs is none of them', async () => {
  const files = layoutOf({ layers: [below], config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: null }) });
  const found = (await findingsOf(files)).find(({ code }) => code === 'diff-ids-count-mismatch');
  expect(found?.args).toEqual({ want: 0, have: 1 });
});
