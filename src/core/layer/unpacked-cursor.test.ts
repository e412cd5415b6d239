import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Codecs, loadCodecs } from '../../workers/codecs.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { UnpackedCursor } from './unpacked-cursor.ts';

const MIB = 2 ** 20;
// Does not pack: what is read is as long as what comes out.
const plain = randomBytes(16 * MIB);
const packed = gzipSync(plain, { level: 1 });

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

/** Notes which places are asked for; those from `brokenFrom` on cannot be read. */
function watched(brokenFrom = Infinity): { source: ByteSource; askedUpTo: () => number } {
  const blob = new Blob([packed]);
  let asked = 0;
  const slice = (start: number, end: number): Blob => {
    asked = Math.max(asked, end);
    const part = blob.slice(start, end);
    if (end > brokenFrom) part.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    return part;
  };
  return {
    source: { size: blob.size, stream: () => blob.stream(), slice: slice },
    askedUpTo: () => asked,
  };
}

const cursorOn = (source: ByteSource): UnpackedCursor =>
  new UnpackedCursor(source, 'gzip', codecs.createInflater('gzip'));

test('who reads on has the next slice read while the last one is unpacked', async () => {
  const { source, askedUpTo } = watched();
  const cursor = cursorOn(source);
  const ahead: number[] = [];
  let at = 0;
  for await (const chunk of cursor.read({ start: 0, end: plain.length })) {
    expect(plain.compare(chunk, 0, chunk.length, at, at + chunk.length)).toBe(0);
    at += chunk.length;
    if (at > 6 * MIB && at < 12 * MIB) ahead.push(askedUpTo() - at);
  }
  expect(at).toBe(plain.length);
  // Of slices of 2 MiB, one is being unpacked and another one is on its way.
  expect(Math.min(...ahead)).toBeGreaterThan(1.9 * MIB);
  expect(Math.max(...ahead)).toBeLessThan(4.1 * MIB);
  cursor.close();
});

test('a page of a file asks for nothing beyond it', async () => {
  const { source, askedUpTo } = watched();
  const cursor = cursorOn(source);
  for await (const chunk of cursor.read({ start: 0, end: 64 * 1024 })) expect(chunk.length).toBeGreaterThan(0);
  expect(askedUpTo()).toBe(128 * 1024);
  cursor.close();
});

test('what cannot be read ahead is told when it is its turn', async () => {
  const { source } = watched(8 * MIB);
  const cursor = cursorOn(source);
  let length = 0;
  const reading = (async () => {
    for await (const chunk of cursor.read({ start: 0, end: plain.length })) length += chunk.length;
  })();
  await expect(reading).rejects.toThrow('gone');
  expect(length).toBeGreaterThan(5 * MIB);
  cursor.close();
});
