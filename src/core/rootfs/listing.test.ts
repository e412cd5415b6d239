import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromBinary, invalidBytes, toBinary } from '../bytes/byte-names.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import { layerOf } from '../testing/layer-of.ts';
import { listingTexts, rootfsPaths } from '../testing/rootfs-paths.ts';
import { paxHeader, type TestEntry } from '../testing/write-tar.ts';
import type { Rootfs } from './rootfs.ts';
import { squashLayers } from './squash.ts';
import { summariseRootfs } from './summarise-rootfs.ts';

/** Code points of the text, a byte that is no UTF-8 as U+DC80 to U+DCFF: the order as its definition says it. */
function codePoints(binary: string): number[] {
  const bytes = fromBinary(binary);
  const bad = new Set(invalidBytes(bytes));
  const points: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = bad.has(at) || lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    points.push(
      bad.has(at) ? 0xdc00 + lead : (new TextDecoder().decode(bytes.subarray(at, at + length)).codePointAt(0) ?? 0),
    );
    at += length;
  }
  return points;
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [codePoints(a), codePoints(b)];
  const at = left.findIndex((point, i) => point !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/** Every line whole, then all of them sorted. */
function slow(rootfs: Rootfs): string[] {
  const lines = rootfsPaths(rootfs.tree).map(({ path, entries, entry }) => {
    const target = toBinary(entryTarget(entries, entry));
    const mode = (entries.modes[entry] ?? 0).toString(8);
    const owner = `${entries.uids[entry] ?? 0}:${entries.gids[entry] ?? 0}`;
    const size = entries.sizes[entry] ?? 0;
    return `${entryType(entries, entry)} ${mode} ${owner} ${size} ${path}${target && ` -> ${target}`}`;
  });
  return lines.sort(byCodePoints);
}

const createHasher = () => {
  const hash = createHash('sha256');
  return { update: (bytes: Uint8Array) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
};

const utf8 = (text: string): string => toBinary(new TextEncoder().encode(text));
// Around the slash, the arrow of links, and all around the surrogates.
const piece = fc.constantFrom(
  'a',
  'b',
  ' ',
  '.x',
  '-',
  '!',
  '0',
  ' -> ',
  '\x80',
  '\xff',
  utf8('é'),
  utf8('\ue000'),
  utf8('😀'),
);
const part = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(''))
  .filter((text) => !/^\.\.?$/.test(text));
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const entry = fc
  .record({
    name: path,
    flag: fc.constantFrom('0', '0', '2', '5'),
    target: fc.oneof(path, fc.constant('/x')),
    uid: fc.nat(1),
  })
  .map(({ name, flag, target, uid }): TestEntry => {
    const file = { name, flag, uid };
    return flag === '2' ? { ...file, target } : flag === '0' ? { ...file, content: 'x' } : file;
  });

test('is what all lines are when they are sorted as wholes, and hashed as such', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 12 }), { minLength: 1, maxLength: 2 }), (layers) => {
      const rootfs = squashLayers(layers.map((written) => layerOf(...written)));
      const lines = slow(rootfs);
      expect(listingTexts(rootfs)).toEqual(lines);
      expect(summariseRootfs(rootfs, createHasher).listingSha256).toBe(
        createHash('sha256')
          .update(fromBinary(lines.join('\n')))
          .digest('hex'),
      );
    }),
    { seed: 11, numRuns: 700 },
  );
});

test('a line longer than what is hashed at once', () => {
  const long = `${'d'.repeat(90)}/`.repeat(1000);
  const rootfs = squashLayers([layerOf({ name: 'a' }, paxHeader({ path: `${long}z` }), { name: 'x' }, { name: 'b' })]);
  const lines = slow(rootfs);
  expect(lines.map(({ length }) => length)).toEqual([16, 16, 91_016]);
  expect(summariseRootfs(rootfs, createHasher).listingSha256).toBe(
    createHash('sha256')
      .update(fromBinary(lines.join('\n')))
      .digest('hex'),
  );
});
