import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DumpError } from '../errors.ts';
import type { TarHeader } from './tar-entry.ts';
import { TarStream } from './tar-stream.ts';
import { longName, paxHeader, testTar } from '../testing/write-tar.ts';
import type { TestEntry } from '../testing/write-tar.ts';

const SEED = 20240607; // the same cases in every run

const binary = (max: number) =>
  fc
    .uint8Array({ minLength: 1, maxLength: max })
    .map((bytes) => String.fromCharCode(...bytes.map((byte) => byte || 0x2e)));

const entry = fc.record({
  name: binary(260),
  content: fc.nat(1500).map((length) => 'c'.repeat(length)),
  how: fc.constantFrom('plain', 'pax', 'gnu'),
  uid: fc.oneof(
    fc.nat(0o7777777),
    fc.integer({ min: 2 ** 21, max: 2 ** 40 }),
    fc.integer({ min: -(2 ** 40), max: -1 }),
  ),
  mtime: fc.maxSafeInteger(),
  mode: fc.nat(0o7777),
});

function write({ how, name, ...rest }: typeof entry extends fc.Arbitrary<infer T> ? T : never): (TestEntry | string)[] {
  if (how === 'plain') return [{ ...rest, name: name.slice(0, 100) }];
  if (how === 'gnu') return [longName(name), { ...rest, name: 'x', magic: 'gnu' }];
  return [paxHeader({ path: name }), { ...rest, name: 'x' }];
}

function read(tar: Uint8Array, cuts: readonly number[]): TarHeader[] {
  const entries: TarHeader[] = [];
  const stream = new TarStream((header) => entries.push(header));
  let at = 0;
  for (const cut of cuts) {
    stream.push(tar.subarray(at, at + cut));
    at += cut;
  }
  stream.push(tar.subarray(at));
  stream.finish();
  return entries;
}

test('what is written is read, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.array(fc.nat(1200), { maxLength: 40 }), (written, cuts) => {
      const headers = read(testTar(...written.flatMap(write)), cuts);
      const seen = headers.map((header) => ({
        name: String.fromCharCode(...header.nameBytes),
        size: header.size,
        uid: header.uid,
        mtime: header.mtimeSeconds,
        mode: header.mode,
      }));
      const wanted = written.map(({ name, how, content, uid, mtime, mode }) => ({
        name: how === 'plain' ? name.slice(0, 100) : name,
        size: content.length,
        uid,
        mtime,
        mode,
      }));
      expect(seen).toEqual(wanted);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('damage ends in a DumpError or in nothing, never otherwise', () => {
  const mutation = fc.record({ at: fc.nat(2 ** 16), byte: fc.nat(255) });
  let refused = 0;
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 6 }),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.nat(9000),
      (written, mutations, cut) => {
        const tar = testTar(...written.flatMap(write));
        for (const { at, byte } of mutations) tar[at % tar.length] = byte;
        try {
          read(tar.subarray(0, Math.max(1, tar.length - (cut % tar.length))), [700]);
        } catch (error) {
          if (!(error instanceof DumpError)) throw error;
          refused += 1;
        }
      },
    ),
    { seed: SEED, numRuns: 600 },
  );
  expect(refused).toBeGreaterThan(200);
});
